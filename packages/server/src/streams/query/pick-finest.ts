/** The values of one series on one UTC day at one resolution; null is a gap. */
export interface DayValues {
  readonly resolutionMinutes: number;
  /** `1440 / resolutionMinutes` mean kilowatts, in time order. */
  readonly kilowatts: readonly (number | null)[];
}

/** Equally spaced values; null is a gap. */
export interface Stretch {
  /** Start of the first interval, epoch milliseconds. */
  readonly start: number;
  readonly stepMinutes: number;
  readonly kilowatts: readonly (number | null)[];
}

const MS_PER_MINUTE = 60_000;

/**
 * The values to show of one series on the UTC day that starts at `dayStart`, in time order and never
 * overlapping: a coarse interval is replaced by finer ones only where these cover it fully; where
 * the coarse value is missing, the finer ones there are shown. Of the resolutions of one
 * day each divides the next coarser one (15, 30, 60 minutes do).
 */
export function pickFinest(dayStart: number, chunks: readonly DayValues[]): Stretch[] {
  const [coarsest, ...finer] = [...chunks].sort((a, b) => b.resolutionMinutes - a.resolutionMinutes);
  if (!coarsest) return [];
  if (finer.length === 0) {
    return [{ start: dayStart, stepMinutes: coarsest.resolutionMinutes, kilowatts: coarsest.kilowatts }];
  }
  const shown = new StretchList();
  for (let slot = 0; slot < coarsest.kilowatts.length; slot++) {
    for (const value of showSlot(slot, coarsest, finer)) {
      shown.add({ ...value, start: dayStart + value.minute * MS_PER_MINUTE });
    }
  }
  return shown.stretches;
}

interface Shown {
  /** Start, in minutes of the day. */
  readonly minute: number;
  readonly stepMinutes: number;
  readonly kilowatts: number;
}

function showSlot(slot: number, coarse: DayValues, finer: readonly DayValues[]): Shown[] {
  const stepMinutes = coarse.resolutionMinutes;
  const minute = slot * stepMinutes;
  const parts: Shown[] = [];
  const [next, ...rest] = finer;
  if (next) {
    const first = minute / next.resolutionMinutes;
    for (let part = first; part < first + stepMinutes / next.resolutionMinutes; part++) {
      parts.push(...showSlot(part, next, rest));
    }
  }
  const kilowatts = coarse.kilowatts[slot] ?? null;
  const covered = parts.reduce((minutes, part) => minutes + part.stepMinutes, 0);
  return kilowatts === null || covered === stepMinutes ? parts : [{ minute, stepMinutes, kilowatts }];
}

class StretchList {
  readonly stretches: { start: number; stepMinutes: number; kilowatts: number[] }[] = [];

  add(value: { start: number; stepMinutes: number; kilowatts: number }): void {
    const { start, stepMinutes, kilowatts } = value;
    const last = this.stretches.at(-1);
    const end = last && last.start + last.kilowatts.length * last.stepMinutes * MS_PER_MINUTE;
    if (last?.stepMinutes === stepMinutes && end === start) last.kilowatts.push(kilowatts);
    else this.stretches.push({ start, stepMinutes, kilowatts: [kilowatts] });
  }
}
