// An S3 server (S3Proxy over a folder) for development and tests, until this process gets a signal or the one that
// started it ends:
//
//   node scripts/s3.mjs [PORT [FOLDER]]
//
// Prints what BLOB_URL may be, once it answers; AWS_ACCESS_KEY_ID is `wattlet`, AWS_SECRET_ACCESS_KEY `not-a-secret`.
// Without a port it takes a free one, without a folder its files go when it ends. Java 17 and, the first time, Maven
// have to be there.
import { startS3 } from './lib/s3-server.mjs';
import { serveUntilEnd } from './lib/serve-until-end.mjs';

const [port, folder] = process.argv.slice(2);
await serveUntilEnd(
  () => startS3({ ...(port && { port: Number(port) }), folder }),
  ({ url }) => url,
);
