import type pg from 'pg';
import { uuidArray } from '../platform/postgres/binary-arrays.ts';
import { byMeterAndTime, type Candidate, compare, keyOf, type Stored } from './candidate.ts';
import { insertNew, keyArrays } from './intake-store.ts';
import type { IntakeNotes } from './interval-intake.ts';
import type { IntakeMeter } from './meter-directory.ts';
import type { ReadingRules } from './reading-limits.ts';
import { RegisterLine } from './register-line.ts';
import type { Exchange, RegisterPoint } from './register-stretches.ts';

/** Stores readings of register meters, which mean something beside their neighbours only. */
export async function takeRegisters(
  client: pg.Client,
  candidates: readonly Candidate[],
  { rules, notes }: { rules: ReadingRules; notes: IntakeNotes },
): Promise<void> {
  if (candidates.length === 0) return;
  const { lines, stored } = await readLines(client, candidates);
  const added: Candidate[] = [];
  for (const candidate of candidates) {
    const line = lines.get(candidate.meter);
    if (!line) throw new Error(`Meter ${candidate.meter.meterId} has no line.`);
    const present = stored.get(keyOf(candidate));
    const kind = present ? compare(candidate, present) : 'stored';
    const takes = kind === 'stored' || kind === 'corrected';
    const rejection = takes ? line.judge(candidate, rules) : undefined;
    notes.settle(candidate, rejection ?? { kind });
    if (!takes || rejection) continue;
    line.put(candidate, notes.deltas);
    stored.set(keyOf(candidate), candidate);
    if (present) notes.corrections.push({ candidate, replaced: present });
    else added.push(candidate);
  }
  // Nobody else adds any while the meters are locked.
  await insertNew(client, added.sort(byMeterAndTime));
}

/** The stored readings beside the candidates and at their times, of meters that nobody else adds readings to meanwhile. */
async function readLines(
  client: pg.Client,
  candidates: readonly Candidate[],
): Promise<{ lines: Map<IntakeMeter, RegisterLine>; stored: Map<string, Stored> }> {
  const meters = [...new Set(candidates.map(({ meter }) => meter))];
  await lockMeters(client, meters);
  const points = await readNeighbours(client, candidates);
  const exchanges = await readExchanges(client, meters);
  const stored = new Map<string, Stored>();
  const lines = new Map<IntakeMeter, RegisterLine>();
  for (const meter of meters) {
    const own = [...(points.get(meter.meterId)?.values() ?? [])];
    for (const point of own) stored.set(keyOf({ meter, at: point.at }), point);
    lines.set(meter, new RegisterLine(meter, own, exchanges.get(meter.meterId) ?? []));
  }
  return { lines, stored };
}

async function lockMeters(client: pg.Client, meters: readonly IntakeMeter[]): Promise<void> {
  await client.query({
    name: 'lock-meters',
    text: `
      select from meter m
      join unnest($1::uuid[], $2::uuid[]) as i (site_id, meter_id) using (site_id, meter_id)
      order by meter_id for no key update of m`,
    values: idArrays(meters),
  });
}

/** By meter and time. */
async function readNeighbours(
  client: pg.Client,
  candidates: readonly Candidate[],
): Promise<Map<string, Map<number, RegisterPoint & Stored>>> {
  const { rows } = await client.query<{ meter_id: string; at: bigint; watt_hours: bigint; revision: number }>(
    {
      name: 'neighbours',
      text: `
      select i.meter_id, (extract(epoch from n.at) * 1000)::bigint as at, n.watt_hours, n.revision
      from unnest($1::uuid[], $2::uuid[], $3::timestamptz[]) as i (site_id, meter_id, at), lateral (
        (select r.at, r.watt_hours, r.revision from reading r
          where r.site_id = i.site_id and r.meter_id = i.meter_id and r.at <= i.at order by r.at desc limit 2)
        union all
        (select r.at, r.watt_hours, r.revision from reading r
          where r.site_id = i.site_id and r.meter_id = i.meter_id and r.at > i.at order by r.at limit 1)
      ) n`,
      values: keyArrays(candidates),
    },
  );
  const points = new Map<string, Map<number, RegisterPoint & Stored>>();
  for (const { meter_id, at, watt_hours, revision } of rows) {
    const own = points.get(meter_id) ?? new Map<number, RegisterPoint & Stored>();
    points.set(meter_id, own);
    own.set(Number(at), { at: Number(at), wattHours: Number(watt_hours), revision });
  }
  return points;
}

/** By meter. */
async function readExchanges(
  client: pg.Client,
  meters: readonly IntakeMeter[],
): Promise<Map<string, Exchange[]>> {
  const { rows } = await client.query<{ meter_id: string; at: Date; final: bigint; initial: bigint }>({
    name: 'exchanges',
    text: `
      select meter_id, at, final_watt_hours as final, initial_watt_hours as initial
      from meter_exchange
      join unnest($1::uuid[], $2::uuid[]) as i (site_id, meter_id) using (site_id, meter_id)`,
    values: idArrays(meters),
  });
  const exchanges = new Map<string, Exchange[]>();
  for (const { meter_id, at, final, initial } of rows) {
    const own = exchanges.get(meter_id) ?? [];
    exchanges.set(meter_id, own);
    own.push({ at: at.getTime(), finalWattHours: Number(final), initialWattHours: Number(initial) });
  }
  return exchanges;
}

const idArrays = (meters: readonly IntakeMeter[]): Buffer[] => [
  uuidArray(meters.map(({ siteBytes }) => siteBytes)),
  uuidArray(meters.map(({ meterBytes }) => meterBytes)),
];
