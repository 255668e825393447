import type { TimeSpan } from '../chart/time-span.ts';

/** Length of a step of the map: the longest interval in which the streams are published. */
export const STEP_MS = 3_600_000;

/** The hours that the slider goes over, each by its start in epoch milliseconds. Both ends are part of it. */
export interface TimeSteps {
  readonly first: number;
  readonly last: number;
  /** The newest hour that there is; the last one unless the steps are of the past. */
  readonly newest: number;
}

/** What an area knows of how far its data reaches, epoch milliseconds. */
export interface DataReach {
  readonly dataFrom?: number;
  readonly dataUntil?: number;
}

/** Start of the hour that holds a time. */
export function stepOf(time: number): number {
  return Math.floor(time / STEP_MS) * STEP_MS;
}

/** The hour as a half-open range. */
export function stepSpan(step: number): TimeSpan {
  return { from: step, to: step + STEP_MS };
}

/** Whether a value says something about the hour: its interval lies in it, or holds it. */
export function isWithinStep(step: number, { start, stepMs }: { start: number; stepMs: number }): boolean {
  return start < step + STEP_MS && start + stepMs > step;
}

/** The newest hour that at least half of the areas have reached; undefined where none has data. */
export function newestCommonStep(areas: readonly DataReach[]): number | undefined {
  const ends = areas.map((area) => area.dataUntil).filter((end) => end !== undefined);
  const newest = Math.max(...ends);
  // Who has been silent for a day does not hold the others up.
  const running = ends.filter((end) => end > newest - 24 * STEP_MS).sort((a, b) => b - a);
  const half = running[Math.ceil(running.length / 2) - 1];
  return half === undefined ? undefined : stepOf(half - 1);
}

/** Which hours are wanted. */
export interface StepsWanted {
  /** The newest hour that there is. */
  readonly newest: number;
  readonly days: number;
  /** A time that is to be among them, epoch milliseconds. */
  readonly anchor?: number | undefined;
}

/**
 * `days` times 24 hours up to the newest one, or where that leaves the anchor out from the anchor on: as far as
 * there is data.
 */
export function timeSteps({ newest, days, anchor }: StepsWanted, areas: readonly DataReach[]): TimeSteps {
  const length = (days * 24 - 1) * STEP_MS;
  const starts = areas.map((area) => area.dataFrom).filter((start) => start !== undefined);
  const earliest = stepOf(Math.min(...starts, newest));
  const from = Math.min(newest - length, stepOf(anchor ?? newest));
  const first = Math.max(earliest, from);
  return { first, last: from < newest - length ? Math.min(newest, first + length) : newest, newest };
}

/** The hour within the steps that is nearest to a time. */
export function clampStep({ first, last }: TimeSteps, time: number): number {
  return Math.min(last, Math.max(first, stepOf(time)));
}
