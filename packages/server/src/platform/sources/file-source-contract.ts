import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import type { FileSource } from './file-source.ts';
import { PartFile } from './part-file.ts';
import type { SourceError, SourceFailure } from './source-error.ts';
import type { SourceLimits } from './source-limits.ts';

/** Opens the source under test over a folder. */
export type OpenContractSource = (
  folder: string,
  limits: Partial<SourceLimits>,
) => Promise<{ source: FileSource; close(): Promise<void> }>;

const NAME = '2022_01_01_09_ActualTotalLoad6.1.A.csv';
const MODIFIED_AT = new Date('2022-01-01T09:05:00Z');
const CONTENT = Buffer.from('DateTime\tResolutionCode\n'.repeat(40_000));
const signal = new AbortController().signal;

/** What holds for every FileSource. */
export function fileSourceContract(name: string, open: OpenContractSource): void {
  describe(`${name} as a file source`, () => {
    let remote: string;
    let local: string;
    let closers: (() => Promise<void>)[];

    beforeEach(async () => {
      remote = await mkdtemp(join(tmpdir(), 'wattlet-remote-'));
      local = await mkdtemp(join(tmpdir(), 'wattlet-local-'));
      closers = [];
    });

    afterEach(async () => {
      for (const close of closers) await close();
      await Promise.all([remote, local].map((folder) => rm(folder, { recursive: true })));
    });

    const start = async (limits: Partial<SourceLimits> = {}, folder = remote): Promise<FileSource> => {
      const { source, close } = await open(folder, limits);
      closers.push(close);
      return source;
    };
    const publish = async (content: Buffer, modifiedAt = MODIFIED_AT, fileName = NAME) => {
      await writeFile(join(remote, fileName), content);
      await utimes(join(remote, fileName), modifiedAt, modifiedAt);
    };
    const file = { name: NAME, size: CONTENT.length, modifiedAt: MODIFIED_AT };
    const interrupt = async (
      received: Buffer,
      version = { size: CONTENT.length, modifiedAt: MODIFIED_AT },
    ) => {
      const part = await PartFile.open(join(local, NAME), version);
      const sink = part.sink(() => new Error('too much'));
      await new Promise((resolve) => sink.end(received, () => resolve(undefined)));
      await part.keep();
    };

    test('lists the exports with size and time, and nothing else', async () => {
      await publish(CONTENT);
      await publish(Buffer.from('x'), MODIFIED_AT, '2022_01_01_09_PhysicalFlows12.1.G.csv');
      await publish(Buffer.from('x'), MODIFIED_AT, 'README.txt');
      await mkdir(join(remote, '2022_01_01_10_PhysicalFlows12.1.G.csv'));
      const listed = await (await start()).list(signal);
      assert.deepEqual(
        listed.toSorted((a, b) => a.name.localeCompare(b.name)),
        [file, { name: '2022_01_01_09_PhysicalFlows12.1.G.csv', size: 1, modifiedAt: MODIFIED_AT }],
      );
    });

    test('fetches a file byte for byte and leaves nothing beside it', async () => {
      await publish(CONTENT);
      const path = await (await start()).fetch(file, local, signal);
      assert.equal(path, join(local, NAME));
      assert.ok((await readFile(path)).equals(CONTENT));
      assert.deepEqual(await readdir(local), [NAME]);
    });

    test('fetches an empty file', async () => {
      await publish(Buffer.alloc(0));
      const path = await (await start()).fetch(file, local, signal);
      assert.equal((await stat(path)).size, 0);
    });

    test('fetching a newer version replaces the older', async () => {
      const source = await start();
      await publish(CONTENT);
      await source.fetch(file, local, signal);
      await publish(Buffer.from('newer'));
      assert.equal(await readFile(await source.fetch(file, local, signal), 'utf8'), 'newer');
    });

    test('goes on after an interrupted fetch with the bytes that are missing, and only those', async () => {
      await publish(CONTENT);
      // Other bytes than the file's own, so that fetching them again would show.
      const received = Buffer.alloc(500_000, '#');
      await interrupt(received);
      const path = await (await start()).fetch(file, local, signal);
      assert.ok((await readFile(path)).equals(Buffer.concat([received, CONTENT.subarray(received.length)])));
      assert.deepEqual(await readdir(local), [NAME]);
    });

    for (const [what, version] of [
      ['time', { size: CONTENT.length, modifiedAt: new Date('2022-01-01T09:04:00Z') }],
      ['size', { size: CONTENT.length - 1, modifiedAt: MODIFIED_AT }],
    ] as const) {
      test(`starts again when the ${what} is not that of the interrupted fetch`, async () => {
        await publish(CONTENT);
        await interrupt(Buffer.alloc(500_000, '#'), version);
        const path = await (await start()).fetch(file, local, signal);
        assert.ok((await readFile(path)).equals(CONTENT));
      });
    }

    test('starts again when the record of the interrupted fetch is torn', async () => {
      await publish(CONTENT);
      await interrupt(Buffer.alloc(500_000, '#'));
      await writeFile(join(local, `${NAME}.part.json`), '{"size":9600');
      const path = await (await start()).fetch(file, local, signal);
      assert.ok((await readFile(path)).equals(CONTENT));
    });

    test('a file that is not there is reported as missing', async () => {
      await assertFails((await start()).fetch(file, local, signal), 'missing', NAME);
      assert.deepEqual(await readdir(local), []);
    });

    test('a folder that is not there is reported as missing', async () => {
      const source = await start({}, join(remote, 'nowhere'));
      await assertFails(source.list(signal), 'missing', 'nowhere');
    });

    test('a name that is not that of an export is not even asked for', async () => {
      const source = await start();
      await assertFails(source.fetch({ ...file, name: '../passwd' }, local, signal), 'bad-name', '../passwd');
    });

    test('a file over the limit is not fetched', async () => {
      await publish(CONTENT);
      const source = await start({ maxFileBytes: CONTENT.length - 1 });
      await assertFails(source.fetch(file, local, signal), 'too-large', NAME);
      assert.deepEqual(await readdir(local), []);
    });

    test('a listing with more entries than allowed is refused as a whole', async () => {
      await publish(CONTENT);
      await publish(CONTENT, MODIFIED_AT, 'README.txt');
      await assertFails((await start({ maxEntries: 1 })).list(signal), 'listing-too-large', '1');
    });

    test('an aborted call rejects with the reason that the caller gave', async () => {
      const source = await start();
      const reason = new Error('shutting down');
      await assert.rejects(source.list(AbortSignal.abort(reason)), reason);
      await assert.rejects(source.fetch(file, local, AbortSignal.abort(reason)), reason);
    });
  });
}

/** Asserts a SourceError of this reason whose message names what it is about. */
export async function assertFails(work: Promise<unknown>, reason: SourceFailure, names = ''): Promise<void> {
  await assert.rejects(work, (error: SourceError) => {
    assert.equal(error.name, 'SourceError', String(error.stack));
    assert.equal(error.reason, reason, error.message);
    assert.ok(error.message.includes(names), error.message);
    return true;
  });
}
