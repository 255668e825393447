import type { Candidate } from './candidate.ts';
import type { IntakeMeter } from './meter-directory.ts';
import { serialOfName } from './meter-name.ts';
import type { ArrivedReading, ReadingOutcome, Rejection } from './reading.ts';
import { judgeEnergy, judgeTime, type ReadingRules, reject } from './reading-limits.ts';

const MOST_REVISION = 2 ** 31 - 1;

/** What a batch names as meters, each once, whether there are such or not. */
export function meterNamesOf(readings: Iterable<ArrivedReading>): Set<string> {
  const names = new Set<string>();
  for (const reading of readings) if ('meterId' in reading) names.add(reading.meterId);
  return names;
}

/** Parts readings that can be stored, as far as each tells by itself, from those that cannot, whose outcome is known. */
export function sortOut(
  readings: readonly ArrivedReading[],
  given: { meters: ReadonlyMap<string, IntakeMeter>; rules: ReadingRules; now: Date },
): { candidates: Candidate[]; outcomes: ReadingOutcome[] } {
  const outcomes = new Array<ReadingOutcome>(readings.length);
  const candidates: Candidate[] = [];
  readings.forEach((reading, index) => {
    const judged = judge(reading, given);
    if ('kind' in judged) outcomes[index] = judged;
    else candidates.push({ index, ...judged });
  });
  return { candidates, outcomes };
}

function judge(
  reading: ArrivedReading,
  { meters, rules, now }: { meters: ReadonlyMap<string, IntakeMeter>; rules: ReadingRules; now: Date },
): Omit<Candidate, 'index'> | Rejection {
  if (!('meterId' in reading)) return reject(reading.reason, reading.message);
  const { meterId, at, wattHours, revision } = reading;
  if (!Number.isInteger(revision) || revision < 0 || revision > MOST_REVISION)
    return reject(
      'malformed',
      `its revision is ${revision}, it must be a whole number from 0 to ${MOST_REVISION}`,
    );
  const meter = meters.get(meterId);
  if (!meter) return reject('unknown-meter', unknown(meterId));
  const rejection = judgeTime(at, now, rules) ?? judgeEnergy(meter, wattHours, rules);
  return rejection ?? { meter, at: at.getTime(), wattHours: Number(wattHours), revision };
}

function unknown(name: string): string {
  const named = serialOfName(name);
  return named ? `site ${named.siteId} has no meter ${named.serial}` : `there is no meter ${name}`;
}
