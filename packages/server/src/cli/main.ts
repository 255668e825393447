#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { ConfigError } from '../config.ts';
import { hasCode } from '../platform/has-code.ts';
import { SourceError } from '../platform/sources/source-error.ts';
import { backupCommand } from './backup-command.ts';
import { doctorCommand } from './doctor-command.ts';
import { EXIT } from './exit-codes.ts';
import { importCommand } from './import-command.ts';
import { ingestCommand } from './ingest-command.ts';
import { meterCommand } from './meter-command.ts';
import { restoreCommand } from './restore-command.ts';
import { seriesCommand } from './series-command.ts';
import { serveCommand } from './serve-command.ts';
import { simulateCommand } from './simulate-command.ts';
import { tokenCommand } from './token-command.ts';
import { UsageError } from './usage-error.ts';
import { userCommand } from './user-command.ts';

const program = new Command('wattlet')
  .description('European energy data: import the monthly exports of ENTSO-E, serve them live.')
  .addHelpText(
    'after',
    `
Examples:
  wattlet serve                                              everything in one process
  wattlet serve --role importer:load                         only a part of it
  wattlet import 2022_01_10_01_ActualTotalLoad6.1.A.csv      bring in a file by hand
  wattlet user create --admin --email me@example.org         the first account
  wattlet simulate --meters 100 --profile ev                 readings of made-up homes, by RabbitMQ
  wattlet meter import meters.csv                            the meters of a site
  wattlet series load --area GR --from 2022-01-01 --to 2022-01-02 --csv

Exit codes: 0 done, 1 something failed or was not taken over, 2 wrong use.
Settings are environment variables; "wattlet doctor" lists and checks them.`,
  )
  .exitOverride()
  .showHelpAfterError('(add --help for help)')
  .addCommand(serveCommand())
  .addCommand(importCommand())
  .addCommand(ingestCommand())
  .addCommand(seriesCommand())
  .addCommand(simulateCommand())
  .addCommand(meterCommand())
  .addCommand(userCommand())
  .addCommand(tokenCommand())
  .addCommand(backupCommand())
  .addCommand(restoreCommand())
  .addCommand(doctorCommand());

for (const command of program.commands) {
  command.exitOverride();
  for (const part of command.commands) part.exitOverride();
}

// Whoever reads our output may have enough of it, like `head`: then there is nothing more to say, but still to do.
process.stdout.on('error', (error) => {
  if (!hasCode(error, 'EPIPE')) throw error;
});

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = report(error);
}

/** Says what went wrong in one line, and returns the exit code for it. */
function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`wattlet: ${message}\n`);
  const expected = [UsageError, ConfigError, SourceError].some((known) => error instanceof known);
  if (!expected && process.env['LOG_LEVEL'] === 'debug') console.error(error);
  return error instanceof UsageError || error instanceof ConfigError ? EXIT.usage : EXIT.failed;
}
