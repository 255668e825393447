import type { ReadingIntakeOptions } from '../meters/reading-intake.ts';
import type { Metrics } from './metrics.ts';

/** Counts readings by how they came and what became of them: `stored`, `duplicate`, …, or why they were rejected. */
export function countReadings(metrics: Metrics): NonNullable<ReadingIntakeOptions['onTaken']> {
  return (readings, outcomes) => {
    for (const [index, outcome] of outcomes.entries()) {
      const source = readings[index]?.source ?? 'unknown';
      metrics.readings.inc({ source, outcome: outcome.kind === 'rejected' ? outcome.reason : outcome.kind });
    }
  };
}
