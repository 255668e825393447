import { audit } from '../accounts/audit.ts';
import { requireSite } from '../accounts/manage-users.ts';
import { ensureCustomers, findCustomers } from '../embedding/customer-store.ts';
import { hasCode } from '../platform/has-code.ts';
import type { Sql, Transaction } from '../platform/postgres/database.ts';
import { aborted } from '../rpc/errors.ts';
import { type BadLine, type MeterLine, readMeterLines } from './meter-lines.ts';
import { takenMeterIds } from './meter-store.ts';

/** What became of a line. */
export interface LineReport {
  /** 1 is the header. */
  readonly line: number;
  readonly serial: string;
  /** `unchanged`: such a meter is there already; `held-back`: it is good, but others are not. */
  readonly status: 'created' | 'unchanged' | 'bad' | 'held-back';
  /** What is wrong with which column. */
  readonly reason?: string;
  readonly meterId?: string;
}

/** What is brought in, and by whom. */
export interface ImportOptions {
  readonly siteId: string;
  readonly csv: string;
  /** Makes the good ones even if there are bad ones. */
  readonly partial: boolean;
  /** Undefined for who has the command line. */
  readonly actorId: string | undefined;
}

/**
 * Makes meters from CSV, in one transaction. Lines whose meter is there and says the same change nothing, so that a file
 * can be imported again.
 *
 * @throws ConnectError `invalid_argument` for what is no CSV of meters, `not_found` for a site that is not there,
 *   `aborted` if somebody made one of the meters meanwhile.
 */
export async function importMeters(
  sql: Sql,
  { siteId, csv, partial, actorId }: ImportOptions,
): Promise<LineReport[]> {
  const lines = readMeterLines(csv);
  try {
    return await sql.begin(async (tx) => {
      const chosen = lines.flatMap((line) => ('chosenId' in line && line.chosenId ? [line.chosenId] : []));
      const taken = await takenMeterIds(tx, chosen);
      await requireSite(tx, siteId);
      const judged = await judgeLines(tx, siteId, lines, taken);
      const good = judged.filter((each): each is GoodLine => 'ownerId' in each && each.meterId === undefined);
      const holdsBack = !partial && judged.some((each) => 'reason' in each);
      const created = holdsBack ? new Map<string, string>() : await insertMeters(tx, siteId, good);
      if (created.size > 0) {
        const target = { siteId, meterId: undefined };
        await audit(tx, { target, actorId, action: 'meter.imported', detail: { created: created.size } });
      }
      return judged.map((each) => report(each, created));
    });
  } catch (error) {
    if (!hasCode(error, '23505')) throw error;
    throw aborted({
      reason: 'MADE_MEANWHILE',
      message: 'somebody made one of the meters meanwhile: import again',
    });
  }
}

/** A line that can be made, or is there already. */
interface GoodLine extends MeterLine {
  /** Null for nobody, or for a customer of the site who did not come yet. */
  readonly ownerId: string | null;
  /** Of the meter that says the same. */
  readonly meterId: string | undefined;
}

function report(line: GoodLine | BadLine, created: ReadonlyMap<string, string>): LineReport {
  const { line: number, serial } = line;
  if ('reason' in line) return { line: number, serial, status: 'bad', reason: line.reason };
  if (line.meterId !== undefined) return { line: number, serial, status: 'unchanged', meterId: line.meterId };
  const meterId = created.get(serial);
  return meterId === undefined
    ? { line: number, serial, status: 'held-back' }
    : { line: number, serial, status: 'created', meterId };
}

/** Compares lines with each other and with what is stored. */
async function judgeLines(
  tx: Transaction,
  siteId: string,
  lines: readonly (MeterLine | BadLine)[],
  taken: ReadonlySet<string>,
): Promise<(GoodLine | BadLine)[]> {
  const good = lines.filter((line): line is MeterLine => !('reason' in line));
  const owners = await ownersByEmail(tx, siteId, good);
  const customers = await findCustomers(tx, siteId, subjectsOf(good));
  const present = await metersBySerial(tx, siteId, good);
  const lineOfSerial = new Map<string, number>();
  const lineOfId = new Map<string, number>();
  return lines.map((line) => {
    if ('reason' in line) return line;
    const bad = (reason: string): BadLine => ({ line: line.line, serial: line.serial, reason });
    const first = lineOfSerial.get(line.serial);
    if (first !== undefined) return bad(`serial: line ${first} has it already`);
    lineOfSerial.set(line.serial, line.line);
    const sameId = line.chosenId === null ? undefined : lineOfId.get(line.chosenId);
    if (sameId !== undefined) return bad(`meter_id: line ${sameId} has it already`);
    if (line.chosenId !== null) lineOfId.set(line.chosenId, line.line);
    const customer = customers.get(line.ownerSubject) ?? null;
    const ownerId = line.ownerEmail === '' ? customer : owners.get(line.ownerEmail);
    if (ownerId === undefined) return bad('owner_email: nobody on this site has this address');
    const meter = present.get(line.serial);
    if (!meter) {
      const isFree = line.chosenId === null || !taken.has(line.chosenId);
      return isFree ? { ...line, ownerId, meterId: undefined } : bad('meter_id: another meter has it');
    }
    const isNew = line.ownerSubject !== '' && ownerId === null;
    const said = { ...line, ownerId: isNew ? undefined : ownerId, chosenId: line.chosenId ?? meter.meter_id };
    const differing = COMPARED.filter(([, column, value]) => meter[column] !== value(said));
    if (differing.length === 0) return { ...line, ownerId, meterId: meter.meter_id };
    const names = differing.map(([name]) => name).join(', ');
    return bad(`serial: there is such a meter already, with another ${names}`);
  });
}

interface PresentMeter {
  readonly meter_id: string;
  readonly serial: string;
  readonly name: string;
  readonly address: string;
  readonly time_zone: string;
  readonly kind: string;
  readonly interval_minutes: number;
  readonly hourly_limit: number | null;
  readonly warning_percent: number;
  readonly owner_id: string | null;
}

/** The owner is undefined for one who was made neither here nor there. */
type Owned = MeterLine & { readonly ownerId: string | null | undefined };

/** Columns of the file, of the table, and what a line says. */
const COMPARED: readonly [string, keyof PresentMeter, (line: Owned) => string | number | null | undefined][] =
  [
    ['name', 'name', ({ name }) => name],
    ['address', 'address', ({ address }) => address],
    ['time_zone', 'time_zone', ({ timeZone }) => timeZone],
    ['kind', 'kind', ({ kind }) => kind],
    ['interval_minutes', 'interval_minutes', ({ intervalMinutes }) => intervalMinutes],
    ['hourly_limit_kwh', 'hourly_limit', ({ hourlyLimit }) => hourlyLimit],
    ['warning_percent', 'warning_percent', ({ warningPercent }) => warningPercent],
    ['owner', 'owner_id', ({ ownerId }) => ownerId],
    ['meter_id', 'meter_id', ({ chosenId }) => chosenId],
  ];

const subjectsOf = (lines: readonly MeterLine[]): string[] =>
  lines.map(({ ownerSubject }) => ownerSubject).filter(Boolean);

async function ownersByEmail(
  tx: Transaction,
  siteId: string,
  lines: readonly MeterLine[],
): Promise<Map<string, string>> {
  const emails = [...new Set(lines.map(({ ownerEmail }) => ownerEmail).filter(Boolean))];
  const rows = await tx<{ account_id: string; email: string }[]>`
    select account_id, lower(email) as email from account
    where site_id = ${siteId} and lower(email) = any(${emails}::text[])`;
  return new Map(rows.map((row) => [row.email, row.account_id]));
}

async function metersBySerial(
  tx: Transaction,
  siteId: string,
  lines: readonly MeterLine[],
): Promise<Map<string, PresentMeter>> {
  const rows = await tx<PresentMeter[]>`
    select meter_id, serial, name, address, time_zone, kind, interval_minutes,
      hourly_limit::float8 as hourly_limit, warning_percent, owner_id
    from meter where site_id = ${siteId} and serial = any(${lines.map(({ serial }) => serial)}::text[])`;
  return new Map(rows.map((row) => [row.serial, row]));
}

/** Makes meters, and the customers who did not come yet. Resolves to the ids by serial. */
async function insertMeters(
  tx: Transaction,
  siteId: string,
  lines: readonly GoodLine[],
): Promise<Map<string, string>> {
  const customers = await ensureCustomers(tx, siteId, subjectsOf(lines));
  const owned = lines.map((line) => ({
    ...line,
    ownerId: customers.get(line.ownerSubject) ?? line.ownerId,
  }));
  const rows = await tx<{ meter_id: string; serial: string }[]>`
    insert into meter (site_id, meter_id, serial, name, address, time_zone, kind, interval_minutes, hourly_limit,
      warning_percent, owner_id)
    select ${siteId}, coalesce("chosenId", gen_random_uuid()), serial, name, address, "timeZone", kind, "intervalMinutes", "hourlyLimit", "warningPercent", "ownerId"
    from jsonb_to_recordset(${JSON.stringify(owned)}::text::jsonb) as line (
      "chosenId" uuid, serial text, name text, address text, "timeZone" text, kind text, "intervalMinutes" smallint,
      "hourlyLimit" bigint, "warningPercent" smallint, "ownerId" uuid)
    returning meter_id, serial`;
  return new Map(rows.map((row) => [row.serial, row.meter_id]));
}
