import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import { readPassword } from './read-password.ts';

function terminal(...typed: string[]) {
  const shown: string[] = [];
  const input = Object.assign(new PassThrough(), { isTTY: true });
  const prompt = (text: string): void => {
    shown.push(text);
    const next = text === '\n' ? undefined : typed.shift();
    if (next !== undefined) input.write(`${next}\r`);
  };
  return { shown, read: () => readPassword({ env: {}, input, prompt }) };
}

test('a person is asked twice, and what is typed is not shown', async () => {
  const { shown, read } = terminal('tall ships', 'tall ships');
  assert.equal(await read(), 'tall ships');
  assert.deepEqual(shown, ['Password: ', '\n', 'Again: ', '\n']);
});

test('two that differ are refused', async () => {
  await assert.rejects(terminal('tall ships', 'tall shops').read(), /the two passwords differ/);
});

test('of piped input the first line counts, with or without an end', async () => {
  for (const piped of ['tall ships\n', 'tall ships', 'tall ships\r\nmore']) {
    const input = new PassThrough();
    input.end(piped);
    assert.equal(await readPassword({ env: {}, input, prompt: assert.fail }), 'tall ships');
  }
});

test('WATTLET_PASSWORD comes before everything, and nothing at all is an error', async () => {
  const input = new PassThrough();
  const env = { WATTLET_PASSWORD: 'tall ships' };
  assert.equal(await readPassword({ env, input, prompt: assert.fail }), 'tall ships');
  input.end();
  await assert.rejects(readPassword({ env: {}, input, prompt: assert.fail }), /a password is needed/);
});
