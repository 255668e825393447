/** Meters of a site whose totals of an hour may have changed. */
export interface MetersOfHour {
  readonly siteId: string;
  /** Start of the clock hour in the meters' zone, epoch milliseconds. */
  readonly hour: number;
  /** The ids of the meters, 16 bytes each, in base64: readings at scale name very many of them. */
  readonly meterIds: string;
}

/** Readings were stored: look at these hours. What they are now is read from `hour_total`. */
export interface HoursChanged {
  /** At most {@link MAX_CHANGED_HOURS} hours of meters, each once. */
  readonly hours: readonly MetersOfHour[];
}

/** Most hours of one event; more of them are several events. */
export const MAX_CHANGED_HOURS = 1_000;

/** Topics of the platform's event bus that tell of meters. */
export const METER_TOPICS = { hoursChanged: 'hours-changed' } as const;

/** Key of every event of these topics. */
export const READINGS_KEY = 'readings';
