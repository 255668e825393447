// An Apache Kafka of one node for development and tests, until this process gets a signal or the one that
// started it ends:
//
//   node scripts/kafka.mjs [PORT [FOLDER]]
//
// Prints its address, `127.0.0.1:PORT`, once it answers. Without a port it takes a free one, without a folder its
// files go when it ends. Java 17 and, the first time, Maven have to be there.
import { startKafka } from './lib/kafka-broker.mjs';
import { serveUntilEnd } from './lib/serve-until-end.mjs';

const [port, folder] = process.argv.slice(2);
await serveUntilEnd(
  () => startKafka({ ...(port && { port: Number(port) }), folder }),
  ({ brokers }) => brokers,
);
