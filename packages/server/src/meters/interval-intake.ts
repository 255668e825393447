import type pg from 'pg';
import { byMeterAndTime, type Candidate, compare, keyOf } from './candidate.ts';
import type { HourDeltas } from './hour-deltas.ts';
import { type Correction, insertMissing, insertNew, lockStored } from './intake-store.ts';
import type { ReadingOutcome } from './reading.ts';

/** What taking candidates notes down. */
export interface IntakeNotes {
  readonly deltas: HourDeltas;
  readonly corrections: Correction[];
  /** Says what became of a candidate. */
  settle(candidate: Candidate, outcome: ReadingOutcome): void;
}

/**
 * Stores readings of interval meters, which stand each for themselves.
 *
 * @param looksFirst whether some may be stored already.
 * @throws a unique violation if one is, and it was not looked first.
 */
export async function takeIntervals(
  client: pg.Client,
  candidates: readonly Candidate[],
  { notes, looksFirst }: { readonly notes: IntakeNotes; readonly looksFirst: boolean },
): Promise<void> {
  const { firsts, contested } = partTwins(candidates);
  const refused = looksFirst ? new Set(await insertMissing(client, firsts)) : await insertNew(client, firsts);
  for (const candidate of firsts) {
    if (refused?.has(candidate)) contested.push(candidate);
    else store(candidate, notes);
  }
  if (contested.length > 0) await takeContested(client, contested, notes);
}

/** The first of each meter and time, in the order `byMeterAndTime`, and the others. */
function partTwins(candidates: readonly Candidate[]): { firsts: Candidate[]; contested: Candidate[] } {
  const firsts: Candidate[] = [];
  const contested: Candidate[] = [];
  // Sorting keeps the order of those that are equal.
  for (const candidate of candidates.toSorted(byMeterAndTime)) {
    const last = firsts.at(-1);
    if (last && byMeterAndTime(last, candidate) === 0) contested.push(candidate);
    else firsts.push(candidate);
  }
  return { firsts, contested };
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
