import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chmod, readdir, readFile, writeFile } from 'node:fs/promises';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import Fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import { pino } from 'pino';
import sharp from 'sharp';
import type { Person } from '../access/principal.ts';
import { bodyDeadline } from '../api/body-deadline.ts';
import { PlainLog } from '../api/log-requests.ts';
import { refusesWith } from '../embedding/testing/refuses-with.ts';
import { eventually } from '../platform/testing/eventually.ts';
import { silentLog } from '../platform/testing/silent-log.ts';
import { attachmentRoutes, contentDisposition } from './attachment-routes.ts';
import { sweep } from './chat-sweeper.ts';
import { type ChatFixture, createChatFixture } from './testing/chat-fixture.ts';

/** What other routes allow. */
const MOST_BODY_MS = 1;
const PDF = Buffer.from('%PDF-1.7\n%âãÏÓ\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n', 'latin1');

suite('files of chats', () => {
  let fixture: ChatFixture;
  let customer: Person;
  let agent: Person;
  let conversationId: string;
  let app: FastifyInstance;
  let origin: string;
  const logged: string[] = [];
  before(async () => {
    fixture = await createChatFixture();
    const siteId = await fixture.site();
    customer = await fixture.person(siteId);
    agent = await fixture.person(siteId, 'agent');
    const opened = await fixture.as(customer).openConversation({ clientId: randomUUID() });
    conversationId = opened.conversation?.conversationId ?? '';
    const loggerInstance: FastifyBaseLogger = pino(
      { level: 'warn' },
      { write: (line) => void logged.push(line) },
    );
    app = Fastify({ forceCloseConnections: true, loggerInstance, logController: new PlainLog() });
    app.addHook('onRequest', bodyDeadline(MOST_BODY_MS));
    app.put('/other', async ({ body }) => body);
    await app.register(attachmentRoutes, fixture.chat.files);
    origin = await app.listen({ port: 0, host: '127.0.0.1' });
  });
  after(async () => {
    await app.close();
    await fixture[Symbol.asyncDispose]();
  });

  const announce = (bytes: number, fileName = 'meter.jpg', who = customer) =>
    fixture.as(who).createAttachment({ conversationId, fileName, sizeBytes: BigInt(bytes) });
  const put = (path: string, body: Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
    fetch(`${origin}${path}`, { method: 'PUT', body, headers });
  const upload = async (content: Buffer, fileName?: string): Promise<string> => {
    const { attachmentId, uploadPath } = await announce(content.length, fileName);
    const response = await put(uploadPath, Uint8Array.from(content));
    assert.equal(response.status, 200, await response.text());
    return attachmentId;
  };
  const send = (attachmentIds: string[], note = false, who = customer) =>
    fixture.as(who).sendMessage({ conversationId, clientId: randomUUID(), attachmentIds, note });
  const objects = async () =>
    (await readdir(fixture.objects, { recursive: true, withFileTypes: true })).filter((one) => one.isFile())
      .length;
  const photo = (): Promise<Buffer> =>
    sharp({ create: { width: 60, height: 40, channels: 3, background: 'red' } })
      .withExif({ IFD0: { Make: 'Telltale' }, IFD3: { GPSLatitude: '38/1 0/1 0/1' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();

  test('a photo loses its metadata, is turned upright, and can be fetched by both sides', async () => {
    const original = await photo();
    assert.ok(original.includes('Telltale'));
    const id = await upload(original, 'my\u202Egpj.exe');
    await send([id]);
    const { messages } = await fixture.as(agent).listMessages({ conversationId });
    const [shown] = messages.at(-1)?.attachments ?? [];
    assert.deepEqual(
      [shown?.fileName, shown?.mediaType, shown?.width, shown?.height],
      ['mygpj.exe', 'image/jpeg', 40, 60],
    );
    for (const who of [customer, agent]) {
      const { path } = await fixture.as(who).getAttachment({ attachmentId: id });
      const response = await fetch(`${origin}${path}`);
      const content = Buffer.from(await response.arrayBuffer());
      assert.equal(response.status, 200);
      assert.ok(!content.includes('Telltale') && !content.includes('Exif'));
      assert.equal(BigInt(content.length), shown?.sizeBytes);
      assert.equal((await sharp(content).metadata()).width, 40);
      assert.equal(response.headers.get('content-type'), 'image/jpeg');
      assert.equal(response.headers.get('x-content-type-options'), 'nosniff');
      assert.match(response.headers.get('content-security-policy') ?? '', /sandbox/);
      assert.match(response.headers.get('content-disposition') ?? '', /^attachment; filename="mygpj.exe"/);
    }
  });

  test('each kind of picture comes out as what it was, animations with their frames', async () => {
    const frames = sharp(Buffer.concat([Buffer.alloc(12, 0), Buffer.alloc(12, 255)]), {
      raw: { width: 2, height: 4, channels: 3, pageHeight: 2 },
    });
    const pictures = {
      'image/png': await sharp({ create: { width: 3, height: 2, channels: 4, background: 'blue' } })
        .png()
        .toBuffer(),
      'image/webp': await sharp({ create: { width: 3, height: 2, channels: 3, background: 'blue' } })
        .webp()
        .toBuffer(),
      'image/gif': await frames.gif({ loop: 0 }).toBuffer(),
    };
    for (const [type, content] of Object.entries(pictures)) {
      const { attachment } = await fixture
        .as(customer)
        .getAttachment({ attachmentId: await upload(content) });
      assert.equal(attachment?.mediaType, type);
      assert.equal(attachment.height, 2);
    }
  });

  test('what is none of the kinds is refused, whatever it is called, and so is what is damaged', async () => {
    const bomb = await sharp({ create: { width: 12_000, height: 12_000, channels: 3, background: 'white' } })
      .png({ compressionLevel: 9 })
      .toBuffer();
    assert.ok(bomb.length < 2_000_000);
    const whole = await photo();
    const hostile: [string, Buffer, RegExp][] = [
      ['a page', Buffer.from('<html><script>alert(1)</script></html>'), /UNKNOWN_MEDIA/],
      [
        'a drawing',
        Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
        /UNKNOWN_MEDIA/,
      ],
      ['a program', Buffer.from('MZ\x90\0'), /UNKNOWN_MEDIA/],
      ['nothing but a beginning', whole.subarray(0, 4), /IMAGE_REFUSED/],
      ['half a photo', whole.subarray(0, whole.length / 2), /IMAGE_REFUSED/],
      [
        'a page that begins like a photo',
        Buffer.concat([whole.subarray(0, 3), Buffer.from('<script>')]),
        /IMAGE_REFUSED/,
      ],
      ['a bomb of pixels', bomb, /IMAGE_REFUSED/],
    ];
    const before = await objects();
    for (const [what, content, reason] of hostile) {
      const { attachmentId, uploadPath } = await announce(content.length, 'photo.jpg');
      const response = await put(uploadPath, Uint8Array.from(content), { 'content-type': 'image/jpeg' });
      assert.equal(response.status, 400, what);
      assert.match(await response.text(), reason, what);
      await refusesWith(send([attachmentId]), 'InvalidArgument', 'UNKNOWN_ATTACHMENT');
    }
    assert.equal(await objects(), before);
  });

  test('what hides behind a picture does not come out again', async () => {
    const content = Buffer.concat([await photo(), Buffer.from('<script>polyglot</script>')]);
    const { path } = await fixture.as(customer).getAttachment({ attachmentId: await upload(content) });
    assert.ok(!(await (await fetch(`${origin}${path}`)).text()).includes('polyglot'));
  });

  test('more or fewer bytes than announced are refused while they come, and leave nothing', async () => {
    const before = await objects();
    const { uploadPath } = await announce(PDF.length, 'bill.pdf');
    for (const body of [Buffer.concat([PDF, PDF]), PDF.subarray(0, 20)]) {
      const response = await put(uploadPath, Uint8Array.from(body));
      assert.equal(response.status, 400);
      assert.match(await response.text(), /WRONG_SIZE/);
    }
    await refusesWith(announce(10_000_001), 'InvalidArgument', 'int64.gt_lte');
    const tooLarge = await put(uploadPath, new Uint8Array(10_000_001));
    assert.ok([400, 413].includes(tooLarge.status));
    assert.equal(await objects(), before);
  });

  test('an upload that is cut leaves nothing behind and may be tried again, once', async () => {
    const before = await objects();
    const { attachmentId, uploadPath } = await announce(PDF.length, 'bill.pdf');
    const cut = httpRequest(`${origin}${uploadPath}`, {
      method: 'PUT',
      headers: { 'content-length': PDF.length },
    });
    cut.on('error', () => undefined);
    cut.write(PDF.subarray(0, 10));
    await new Promise((resolve) => cut.once('socket', (socket) => socket.once('connect', resolve)));
    cut.destroy();
    await eventually(async () => ((await objects()) === before ? true : undefined));
    assert.equal((await put(uploadPath, Uint8Array.from(PDF))).status, 200);
    assert.equal((await put(uploadPath, Uint8Array.from(PDF))).status, 404);
    await send([attachmentId]);
    await refusesWith(send([attachmentId]), 'InvalidArgument', 'UNKNOWN_ATTACHMENT');
    const { path } = await fixture.as(agent).getAttachment({ attachmentId });
    assert.deepEqual(Buffer.from(await (await fetch(`${origin}${path}`)).arrayBuffer()), PDF);
  });

  test('a file that is damaged is never had as a whole, and the log says so', async () => {
    const large = Buffer.concat([PDF, randomBytes(300_000)]);
    for (const [content, status] of [
      [PDF, 500],
      [large, 200],
    ] as const) {
      const attachmentId = await upload(content, 'bill.pdf');
      const { path } = await fixture.as(customer).getAttachment({ attachmentId });
      const [row] = await fixture.sql<{ blob_hash: string }[]>`
        select blob_hash from chat_attachment where attachment_id = ${attachmentId}`;
      const { parentPath, name } =
        (await readdir(fixture.objects, { recursive: true, withFileTypes: true })).find((one) =>
          one.name.includes(row?.blob_hash ?? 'none'),
        ) ?? {};
      const object = join(parentPath ?? '', name ?? '');
      const bytes = await readFile(object);
      bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
      await chmod(object, 0o600);
      await writeFile(object, bytes);
      logged.length = 0;
      const response = await fetch(`${origin}${path}`);
      assert.equal(response.status, status);
      if (status === 500) assert.equal(response.headers.get('cache-control'), 'no-store');
      else await assert.rejects(response.arrayBuffer());
      assert.match(await eventually(() => logged.join('') || undefined), /BlobCorruptError/);
    }
  });

  test('an upload may take longer than other requests', async () => {
    const begin = (path: string) => {
      const request = httpRequest(`${origin}${path}`, {
        method: 'PUT',
        headers: { 'content-length': PDF.length, 'content-type': 'text/plain' },
      });
      request.write(PDF.subarray(0, 10));
      return { request, response: once(request, 'response') as Promise<[IncomingMessage]> };
    };
    const { uploadPath } = await announce(PDF.length, 'bill.pdf');
    const upload = begin(uploadPath);
    await once(app.server, 'request');
    const [other] = await begin('/other').response;
    assert.equal(other.statusCode, 408);
    upload.request.end(PDF.subarray(10));
    const [{ statusCode }] = await upload.response;
    assert.equal(statusCode, 200);
  });

  test('of uploads to one path at the same time one counts, and its object is not deleted with the others', async () => {
    const { attachmentId, uploadPath } = await announce(PDF.length, 'bill.pdf');
    const responses = await Promise.all(
      Array.from({ length: 4 }, () => put(uploadPath, Uint8Array.from(PDF))),
    );
    assert.equal(responses.filter(({ status }) => status === 200).length, 1);
    await send([attachmentId]);
    await fixture.sql`update chat_blob_garbage set due_at = due_at - interval '2 hours'`;
    await sweep(fixture);
    const { path } = await fixture.as(agent).getAttachment({ attachmentId });
    assert.equal((await fetch(`${origin}${path}`)).status, 200);
  });

  test('paths that are forged, changed, of another file or over are refused', async () => {
    const id = await upload(PDF);
    const { path } = await fixture.as(customer).getAttachment({ attachmentId: id });
    const { uploadPath } = await announce(5);
    const other = await upload(PDF);
    const forged = [
      path.replace(/sig=.{5}/, 'sig=AAAAA'),
      path.replace(/until=\d+/, 'until=99999999999'),
      path.replace(id, other),
      path.replace(/\?.*/, ''),
      path.replace(/\?.*/, '?sig=1&sig=2&until=9&bytes=0'),
      uploadPath.replace('/uploads/', '/files/'),
      path.replace(customer.siteId, (await fixture.person(await fixture.site())).siteId),
    ];
    for (const one of forged) assert.equal((await fetch(`${origin}${one}`)).status, 403, one);
    const more = uploadPath.replace('bytes=5', 'bytes=9000000');
    assert.equal((await put(more, Uint8Array.from(PDF))).status, 403);
    const now = fixture.now;
    fixture.now = new Date(now.getTime() + 11 * 60_000);
    assert.equal((await fetch(`${origin}${path}`)).status, 403);
    assert.equal((await put(uploadPath, Uint8Array.from(PDF))).status, 403);
    fixture.now = now;
    assert.equal((await fetch(`${origin}${path}`)).status, 200);
  });

  test('a file is for those who see its message: not for neighbours, and one of a note not for customers', async () => {
    const own = await upload(PDF);
    const neighbour = await fixture.person(customer.siteId);
    for (const who of [neighbour, agent]) {
      await refusesWith(
        fixture.as(who).getAttachment({ attachmentId: own }),
        'NotFound',
        'UNKNOWN_ATTACHMENT',
      );
    }
    const { attachmentId, uploadPath } = await announce(PDF.length, 'memo.pdf', agent);
    await put(uploadPath, Uint8Array.from(PDF));
    await send([attachmentId], true, agent);
    await fixture.as(agent).getAttachment({ attachmentId });
    await refusesWith(fixture.as(customer).getAttachment({ attachmentId }), 'NotFound', 'UNKNOWN_ATTACHMENT');
    await refusesWith(
      fixture.as(neighbour).createAttachment({ conversationId, fileName: 'a', sizeBytes: 1n }),
      'NotFound',
      'UNKNOWN_CONVERSATION',
    );
  });

  test('whoever adds and takes back many pictures is not refused: of what no message carries the oldest goes', async () => {
    const hasty = await fixture.person(customer.siteId, 'agent');
    const { attachmentId: first } = await announce(7, 'a.pdf', hasty);
    await fixture.sql`
      insert into chat_attachment (site_id, conversation_id, uploader_id, file_name, announced_bytes, created_at)
      select site_id, conversation_id, uploader_id, file_name, announced_bytes, created_at + n * interval '1 microsecond'
      from chat_attachment cross join generate_series(1, 49) n where attachment_id = ${first}`;
    const { attachmentId: last } = await announce(7, 'b.pdf', hasty);
    const rows = await fixture.sql<{ attachment_id: string }[]>`
      select attachment_id from chat_attachment where uploader_id = ${hasty.accountId}`;
    const ids = rows.map((row) => row.attachment_id);
    assert.deepEqual([ids.length, ids.includes(first), ids.includes(last)], [50, false, true]);
  });

  test('a file that never came is swept after an hour, one that no message carries with its object after a week, and no other', async () => {
    const used = await upload(PDF);
    await send([used]);
    await upload(PDF);
    await announce(7);
    const before = await objects();
    const count = async () => {
      const [row] = await fixture.sql<[{ announced: number; unused: number }]>`
        select (count(*) filter (where blob_hash is null))::integer as announced,
          (count(*) filter (where blob_hash is not null and message_change is null))::integer as unused
        from chat_attachment`;
      return row;
    };
    const { announced, unused } = await count();
    assert.ok(announced > 0 && unused > 0);
    const sweepAged = async (minutes: number) => {
      await fixture.sql`update chat_attachment set created_at = now() - make_interval(mins => ${minutes})`;
      return sweep(fixture);
    };
    const first = await sweepAged(59);
    assert.equal(first.attachments, 0);
    const second = await sweepAged(61);
    assert.equal(second.attachments, announced);
    const third = await sweepAged(7 * 24 * 60 - 1);
    assert.equal(third.attachments, 0);
    const last = await sweepAged(7 * 24 * 60 + 1);
    assert.deepEqual([last.attachments, last.objects >= unused], [unused, true]);
    const swept = [first, second, third, last].reduce((sum, one) => sum + one.objects, 0);
    assert.equal(await objects(), before - swept);
    const { path } = await fixture.as(customer).getAttachment({ attachmentId: used });
    assert.equal((await fetch(`${origin}${path}`)).status, 200);
  });

  test('an object that cannot be deleted is tried again later, and does not keep those behind it', async () => {
    const [stuck, ...others] = ['a', 'b', 'c'].map((digit) => digit.repeat(64));
    await fixture.sql`
      insert into chat_blob_garbage (site_id, blob_hash, due_at)
      select ${customer.siteId}, hash, '-infinity' from unnest(${[stuck ?? '', ...others]}::text[]) hash`;
    const tried: string[] = [];
    const blobs = {
      async delete(hash: string) {
        tried.push(hash);
        if (hash === stuck) throw new Error('access denied');
      },
    };
    const errors: unknown[] = [];
    const log = { ...silentLog, error: (what: unknown) => void errors.push(what) };
    const sweepOthers = async (at: Date) => (await sweep({ sql: fixture.sql, blobs, log, at })).objects;
    const at = new Date();
    assert.equal(await sweepOthers(at), 2);
    assert.deepEqual([tried.sort(), errors.length], [[stuck, ...others], 1]);
    assert.equal(await sweepOthers(at), 0);
    assert.equal(tried.length, 3);
    await sweepOthers(new Date(at.getTime() + 3_600_000));
    assert.equal(tried.length, 4);
    await fixture.sql`delete from chat_blob_garbage where blob_hash = ${stuck ?? ''}`;
  });

  test('a file on its way is not swept where the clock of the server that takes it is two hours behind', async () => {
    const { now } = fixture;
    fixture.now = new Date(Date.now() - 2 * 3_600_000);
    const { attachmentId, uploadPath } = await announce(PDF.length, 'bill.pdf');
    assert.equal((await sweep(fixture)).attachments, 0);
    assert.equal((await put(uploadPath, Uint8Array.from(PDF))).status, 200);
    assert.equal((await sweep(fixture)).attachments, 0);
    await send([attachmentId]);
    const { path } = await fixture.as(customer).getAttachment({ attachmentId });
    assert.equal((await fetch(`${origin}${path}`)).status, 200);
    fixture.now = now;
  });
});

test('the name of a file cannot break out of its header', () => {
  assert.equal(
    contentDisposition('a"b\\c%\u00e9\'(1).pdf'),
    `attachment; filename="a_b_c__'(1).pdf"; filename*=UTF-8''a%22b%5Cc%25%C3%A9%27%281%29.pdf`,
  );
});
