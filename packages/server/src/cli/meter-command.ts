import { isUtf8 } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { requireSite } from '../accounts/manage-users.ts';
import { PLATFORM_SITE_ID } from '../accounts/platform-site.ts';
import { importMeters, type LineReport } from '../meters/import-meters.ts';
import { listMeters } from '../meters/meter-store.ts';
import { isUuid } from '../platform/uuid.ts';
import type { NamePlace } from '../rpc/page-token.ts';
import { EXIT } from './exit-codes.ts';
import { expectedFailure } from './expected-failure.ts';
import { print } from './print.ts';
import { UsageError } from './usage-error.ts';
import { withNode } from './with-node.ts';

const PAGE = 500;

interface SiteOption {
  readonly site?: string;
}

/** `wattlet meter …`: brings in the meters of a site, and lists them. */
export function meterCommand(): Command {
  return new Command('meter')
    .description('manage smart meters')
    .addCommand(importCommand())
    .addCommand(listCommand());
}

function importCommand(): Command {
  return new Command('import')
    .description('make meters from a CSV file')
    .argument('<file>', 'the file')
    .option('--partial', 'make the good ones even if there are bad ones')
    .option('--site <id>', "the site they are of; the platform's own by default")
    .addHelpText(
      'after',
      `
The first line names the columns, in any order: serial, name, time_zone (Europe/Athens) and kind (interval
or register) must be there; address, interval_minutes, hourly_limit_kwh, warning_percent and owner_email
may be, as well as owner_subject (the site's own id of the customer) and meter_id (a UUID). Meters that are there already and say the same are left as they are.`,
    )
    .action(importFile);
}

function listCommand(): Command {
  return new Command('list')
    .description('list meters by name: id, serial, name, owner and last reading, with tabs between')
    .option('--search <text>', 'part of a name, serial, address or owner')
    .option('--site <id>', "the site they are of; the platform's own by default")
    .action(list);
}

async function importFile(file: string, options: SiteOption & { partial?: boolean }): Promise<void> {
  const siteId = siteOf(options);
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new UsageError(`${file} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`);
  });
  if (!isUtf8(bytes))
    throw new UsageError(`${file} is not UTF-8: save it as CSV in UTF-8, or names would be stored garbled`);
  const csv = bytes.toString();
  await withNode(async ({ platform }) => {
    await platform.migrate();
    const lines = await expectedFailure(() =>
      importMeters(platform.database.sql, {
        ...{ siteId, csv, partial: options.partial ?? false, actorId: undefined },
      }),
    );
    await print(lines.map(lineOf).join(''));
    const count = (status: LineReport['status']) => lines.filter((line) => line.status === status).length;
    const [bad, heldBack] = [count('bad'), count('held-back')];
    const counts = `${count('created')} created, ${count('unchanged')} unchanged, ${bad} bad, ${heldBack} held back`;
    process.stderr.write(`${counts}${heldBack > 0 ? ': mend the bad lines, or add --partial' : ''}\n`);
    if (bad > 0) process.exitCode = EXIT.failed;
  });
}

const lineOf = ({ line, serial, status, meterId, reason }: LineReport): string =>
  `${[line, status, serial, meterId ?? reason ?? ''].join('\t')}\n`;

async function list(options: SiteOption & { search?: string }): Promise<void> {
  const siteId = siteOf(options);
  await withNode(async ({ platform }) => {
    await platform.migrate();
    const { sql } = platform.database;
    await expectedFailure(() => requireSite(sql, siteId));
    let after: NamePlace | undefined;
    do {
      const query = { siteId, ownerId: undefined, search: options.search ?? '', limit: PAGE, after };
      const rows = await listMeters(sql, query);
      const lines = rows.map((row) => {
        const last = row.last_reading_at?.toISOString() ?? '';
        return `${[row.meter_id, row.serial, row.name, row.owner_name ?? '', last].join('\t')}\n`;
      });
      if (!(await print(lines.join('')))) return;
      const last = rows.length === PAGE ? rows.at(-1) : undefined;
      after = last && { name: last.name, id: last.meter_id };
    } while (after);
  });
}

function siteOf({ site = PLATFORM_SITE_ID }: SiteOption): string {
  if (isUuid(site.toLowerCase())) return site;
  throw new UsageError(`--site is ${site}, it must be the id of a site`);
}
