import type { IntakeMeter } from './meter-directory.ts';

/** A reading of a known meter that can be stored by itself, whatever else is. */
export interface Candidate {
  /** Its place in the batch. */
  readonly index: number;
  readonly meter: IntakeMeter;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly wattHours: number;
  readonly revision: number;
}

/** What is stored for a meter and a time. */
export type Stored = Pick<Candidate, 'wattHours' | 'revision'>;

/** A name for the meter and the time of a reading. */
export const keyOf = ({ meter, at }: Pick<Candidate, 'meter' | 'at'>): string => `${meter.meterId} ${at}`;

/** The order in which everybody writes readings: whoever does waits for nobody in a circle. */
export const byMeterAndTime = (a: Candidate, b: Candidate): number => {
  if (a.meter.meterId !== b.meter.meterId) return a.meter.meterId < b.meter.meterId ? -1 : 1;
  return a.at - b.at;
};

/** What a reading means for what is stored: only a higher revision replaces it. */
export function compare(candidate: Stored, stored: Stored): 'duplicate' | 'corrected' | 'superseded' {
  if (candidate.revision > stored.revision) return 'corrected';
  const same = candidate.revision === stored.revision && candidate.wattHours === stored.wattHours;
  return same ? 'duplicate' : 'superseded';
}
