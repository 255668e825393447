import type pg from 'pg';
import { byMeterAndTime, type Candidate, compare, keyOf } from './candidate.ts';
import type { HourDeltas } from './hour-deltas.ts';
import { type Correction, insertReadings, lockStored } from './intake-store.ts';
import type { ReadingOutcome } from './reading.ts';

/** What taking candidates notes down. */
export interface IntakeNotes {
  readonly deltas: HourDeltas;
  readonly corrections: Correction[];
  /** Says what became of a candidate. */
  settle(candidate: Candidate, outcome: ReadingOutcome): void;
}

/** Stores readings of interval meters, which stand each for themselves. */
export async function takeIntervals(
  client: pg.Client,
  candidates: readonly Candidate[],
  notes: IntakeNotes,
): Promise<void> {
  const firsts = new Map<string, Candidate>();
  const contested: Candidate[] = [];
  for (const candidate of candidates) {
    const key = keyOf(candidate);
    if (firsts.has(key)) contested.push(candidate);
    else firsts.set(key, candidate);
  }
  const refused = new Set(await insertReadings(client, [...firsts.values()].sort(byMeterAndTime)));
  for (const candidate of firsts.values()) {
    if (refused.has(candidate)) contested.push(candidate);
    else store(candidate, notes);
  }
  if (contested.length > 0) await takeContested(client, contested, notes);
}

function store(candidate: Candidate, { deltas, settle }: IntakeNotes): void {
  const { meter, at, wattHours } = candidate;
  deltas.add(meter, meter.clock.hourOf(at - 1), { wattHours, minutes: meter.intervalMinutes });
  deltas.taken(meter, at);
  settle(candidate, { kind: 'stored' });
}

/** Those whose meter and time are taken, in the order in which they came. */
async function takeContested(
  client: pg.Client,
  contested: readonly Candidate[],
  { deltas, corrections, settle }: IntakeNotes,
): Promise<void> {
  const stored = await lockStored(client, contested);
  for (const candidate of contested.toSorted((a, b) => a.index - b.index)) {
    const key = keyOf(candidate);
    const present = stored.get(key);
    if (!present) throw new Error(`The reading ${key} was removed while it was compared with another.`);
    const kind = compare(candidate, present);
    settle(candidate, { kind });
    if (kind !== 'corrected') continue;
    const { meter, at } = candidate;
    const wattHours = candidate.wattHours - present.wattHours;
    deltas.add(meter, meter.clock.hourOf(at - 1), { wattHours, minutes: 0 });
    corrections.push({ candidate, replaced: present });
    stored.set(key, candidate);
  }
}
