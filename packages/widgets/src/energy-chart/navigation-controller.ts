import { SHORTEST_MS } from '../chart/shortest-range.ts';
import type { TimeSpan } from '../chart/time-span.ts';
import type { NavigationTarget } from './navigation-target.ts';
import { LONGEST_MS, type RangeSpan } from './shown-range.ts';
import type { UserChanges } from './user-changes.ts';

/** The settings that say which range is shown. */
const RANGE = ['from', 'to', 'span'] as const;

/** Sets `from`, `to` and `span` as the user moves about. */
export class NavigationController implements NavigationTarget {
  range: TimeSpan = { from: 0, to: 0 };
  limits: TimeSpan = { from: 0, to: 0 };
  /** All that the user sets. */
  readonly changes: UserChanges;

  constructor(changes: UserChanges) {
    this.changes = changes;
  }

  /** Whether the user has moved away from what the page had asked for. */
  get hasMoved(): boolean {
    return this.changes.has(RANGE);
  }

  /** What of a range lies within the limits, the last ten years of it. */
  show({ from, to }: TimeSpan): void {
    const { limits } = this;
    const end = Math.min(to, limits.to);
    const earliest = Math.max(from, limits.from, end - LONGEST_MS);
    const start = Math.round(Math.min(earliest, limits.to - SHORTEST_MS));
    const range = { from: start, to: Math.round(Math.max(end, start + SHORTEST_MS)) };
    // The next gesture may come before the host has taken this one in.
    this.range = range;
    const [first = '', last = ''] = [range.from, range.to].map((time) => new Date(time).toISOString());
    this.changes.set({ from: first, to: last });
  }

  /** Shows the newest data, this far back, and moves along with it. */
  follow(span: RangeSpan): void {
    this.changes.set({ from: '', to: '', span });
  }

  reset(): void {
    this.changes.reset(RANGE);
  }
}
