import type { TimeSpan } from '../chart/time-span.ts';

/** What gestures and controls move: the range that a chart shows. */
export interface NavigationTarget {
  /** What is shown, or will be once it has slid there. */
  readonly range: TimeSpan;
  /** How far one can go. */
  readonly limits: TimeSpan;
  /** Shows another range. */
  show(range: TimeSpan): void;
  /** Shows again what the host has asked for. */
  reset(): void;
}
