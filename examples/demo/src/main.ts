// What `npm start` runs: the whole of Wattlet in one process, fed by an FTP server that plays
// real exports hour by hour.
import { resolve } from 'node:path';
import { expandRoles, findPortal, startServer } from '@wattlet/server';
import { demoConversations } from './demo-conversations.ts';
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
    await demoConversations(server.url, accounts).catch((error: unknown) =>
      log.error(error, 'no conversation could be begun'),
    );
  }
  say(`Wattlet is ready at ${server.url}`);
  for (const { what, email, password } of accounts) say(`  ${what}: sign in as ${email} with ${password}`);
  if (demo.isPlayed) {
    say(
      'It shows January 2022 up to the end of the samples, which were all played before: nothing new arrives.',
    );
    say(`Stop it and delete ${resolve(node.config.home)} to see them arrive again. Ctrl-C ends it.`);
  } else {
    say(
      'It shows January 2022, and a new hour of real data arrives every 20 seconds, until the samples end: those of',
    );
    say(
      'generation after 4 minutes, of flows after 11, of load after 70. After 8 a file of generation is held back,',
    );
    say('as it holds countries only: the administrator decides about it. Ctrl-C ends it.');
  }
  await playUntil(signal, demo);
  say('Stopping …');
  await server.close();
});
