import { WattletError } from '@wattlet/sdk';

/** Says in a line what is wrong with what the script was given, and ends it. */
export function giveUp(message: string): never {
  console.error(message);
  process.exit(1);
}

/** Says in a line, and one for each wrong field, what was refused or failed, and lets the script fail. Rethrows what is no such error. */
export function tellFailure(error: unknown): void {
  if (!(error instanceof WattletError)) throw error;
  console.error(`${error.code}: ${error.message}`);
  for (const { field, message } of error.violations) console.error(`  ${field}: ${message}`);
  process.exitCode = 1;
}
