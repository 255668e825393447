/** Distance of two ticks on a wall clock or calendar. */
export interface TickStep {
  readonly unit: 'minute' | 'day' | 'month' | 'year';
  readonly count: number;
}

const MINUTE_MS = 60_000;
const DAY_MS = 1440 * MINUTE_MS;
const UNIT_MS = { minute: MINUTE_MS, day: DAY_MS, month: 30.44 * DAY_MS, year: 365.25 * DAY_MS };

const STEPS: readonly TickStep[] = [
  ...[1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720].map((count) => ({ unit: 'minute' as const, count })),
  ...[1, 2, 7].map((count) => ({ unit: 'day' as const, count })),
  ...[1, 3, 6].map((count) => ({ unit: 'month' as const, count })),
  ...[1, 2, 5, 10, 20, 50, 100].map((count) => ({ unit: 'year' as const, count })),
];

/** The finest round step that is at least `spacingMs` long. */
export function tickStepFor(spacingMs: number): TickStep {
  const step = STEPS.find(({ unit, count }) => count * UNIT_MS[unit] >= spacingMs);
  return step ?? { unit: 'year', count: Math.ceil(spacingMs / UNIT_MS.year) };
}
