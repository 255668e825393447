import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:http2';

/** For tests: headers over HTTP/2 may be as large as over HTTP/1.1, and no larger. */
export async function assertHeadersLimited(url: string, ca?: Buffer): Promise<void> {
  const session = connect(url, { ...(ca && { ca }) });
  try {
    const [settings] = await once(session, 'remoteSettings');
    assert.equal(settings.maxHeaderListSize, 16_384);
    const answered = (bytes: number) =>
      once(session.request({ ':path': '/nowhere', 'x-large': 'x'.repeat(bytes) }), 'response');
    await assert.rejects(answered(17 * 1024), { code: 'ERR_HTTP2_STREAM_ERROR' });
    await answered(15 * 1024);
  } finally {
    session.destroy();
  }
}
