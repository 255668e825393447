import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { checkWrites } from './check-writes.mjs';
import { storedFiles } from './file-writer.mjs';
import { History } from './history.mjs';

const hashOf = (content) => createHash('sha256').update(content).digest('hex');
const rowsOf = (...names) => names.map((name, index) => ({ attachment_id: `${index}`, file_name: name }));

/** What is said of a history in which the first file was acknowledged, and of the second nothing was heard. */
async function check(names, contents) {
  const history = new History();
  history.invoke({ log: 'the files of a customer', id: '1.pdf', value: hashOf('one') }).ok();
  history.invoke({ log: 'the files of a customer', id: '2.pdf', value: hashOf('two') });
  const read = async (id) => {
    if (contents[id] instanceof Error) throw contents[id];
    return contents[id] === undefined ? new Response('', { status: 404 }) : new Response(contents[id]);
  };
  return checkWrites(history.writes, await storedFiles(rowsOf(...names), read));
}

test('a file of which nothing was heard may be there or not, and is whole if it is', async () => {
  assert.deepEqual(await check(['1.pdf'], ['one']), []);
  assert.deepEqual(await check(['1.pdf', '2.pdf'], ['one', 'two']), []);
});

test('a file that is lost, cut, doubled, made up or cannot be read is found, acknowledged or not', async () => {
  const problems = async (...given) => (await check(...given)).length;
  assert.equal(await problems([], []), 1);
  assert.equal(await problems(['1.pdf', '2.pdf'], ['one', 'tw']), 1);
  assert.equal(await problems(['1.pdf', '2.pdf'], ['one', undefined]), 1);
  assert.equal(await problems(['1.pdf', '2.pdf'], ['one', new Error('corrupt')]), 1);
  assert.equal(await problems(['1.pdf', '2.pdf', '2.pdf'], ['one', 'two', 'two']), 1);
  assert.equal(await problems(['1.pdf', '3.pdf'], ['one', 'three']), 1);
});
