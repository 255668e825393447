// What `npm start` runs: the whole of Wattlet in one process, fed by an FTP server that plays
// real exports hour by hour.
import { expandRoles, findPortal, startServer } from '@wattlet/server';
import { demoConversation } from './demo-conversation.ts';
import { firstHours } from './first-hours.ts';
import { openDemo, playUntil, runProgram } from './open-demo.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

await runProgram(async (signal) => {
  say('Starting the database and the feed of sample files …');
  await using demo = await openDemo(signal);
  const { node, log, accounts } = demo;
  const server = await startServer({
    node,
    log,
    roles: expandRoles([]),
    portal: node.config.portal ? findPortal() : undefined,
  });
  if (server.url) {
    await firstHours(server.url, signal);
    await demoConversation(server.url, accounts).catch((error: unknown) =>
      log.error(error, 'no conversation could be begun'),
    );
  }
  say(`Wattlet is ready at ${server.url}`);
  for (const { what, email, password } of accounts) say(`  ${what}: sign in as ${email} with ${password}`);
  say('It shows January 2022, and a new hour of real data arrives every 20 seconds, until the samples end:');
  say('those of generation on the 1st, of flows on the 2nd, of load on the 10th. Ctrl-C ends it.');
  await playUntil(signal, demo);
  say('Stopping …');
  await server.close();
});
