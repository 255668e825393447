import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TextSigner } from './text-signer.ts';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const signer = new TextSigner(Buffer.alloc(32, 7));

test('a signature is good for its text, by the holder of the key', () => {
  const signature = signer.sign('may do this');
  assert.ok(new TextSigner(Buffer.alloc(32, 7)).accepts('may do this', signature));
  assert.ok(!signer.accepts('may do that', signature));
  assert.ok(!new TextSigner(Buffer.alloc(32, 8)).accepts('may do this', signature));
});

test('a signature has one spelling: no other last letter is accepted, nor more or less of it', () => {
  const signature = signer.sign('may do this');
  const others = [...LETTERS].map((letter) => signature.slice(0, -1) + letter);
  const accepted = others.filter((other) => signer.accepts('may do this', other));
  assert.deepEqual(accepted, [signature]);
  for (const other of ['', signature.slice(0, -1), `${signature}=`, ` ${signature}`])
    assert.ok(!signer.accepts('may do this', other));
});
