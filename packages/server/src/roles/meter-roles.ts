import { runUpkeep } from '../meters/run-upkeep.ts';
import type { WattletNode } from '../node.ts';
import { runTogether } from '../platform/run-together.ts';
import type { Role } from './supervisor.ts';

/** The role `meters`: keeps the tables of readings in order. Any number of processes may run it. */
export function meterRoles({ config, log, platform }: WattletNode): Role[] {
  const { readingRules: rules } = config;
  const now = () => new Date();
  const run = async (signal: AbortSignal, ready: () => void) => {
    await platform.migrate(signal);
    const { sql } = platform.database;
    ready();
    await runTogether([(end) => runUpkeep({ sql, rules, log, now }, end)], signal);
  };
  return [{ name: 'meters', run }];
}
