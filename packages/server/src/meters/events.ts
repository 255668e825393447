/** An hour of a meter whose total may have changed. */
export interface ChangedHour {
  readonly siteId: string;
  readonly meterId: string;
  /** Start of the clock hour in the meter's zone, epoch milliseconds. */
  readonly hour: number;
}

/** Readings were stored: look at these hours. What they are now is read from `hour_total`. */
export interface HoursChanged {
  /** Each once, at most {@link MAX_CHANGED_HOURS}. */
  readonly hours: readonly ChangedHour[];
}

/** Most hours of one event; more of them are several events. */
export const MAX_CHANGED_HOURS = 1_000;

/** Topics of the platform's event bus that tell of meters. */
export const METER_TOPICS = { hoursChanged: 'hours-changed' } as const;

/** Key of every event of these topics. */
export const READINGS_KEY = 'readings';
