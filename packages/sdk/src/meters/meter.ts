/** What a meter's readings say: energy of the interval that ends at their time, or what a register shows then. */
export type MeterKind = 'interval' | 'register';

/** A smart meter. */
export interface Meter {
  readonly meterId: string;
  readonly name: string;
  /** As printed on the device; unique within the site. */
  readonly serial: string;
  readonly address: string;
  /** IANA name; hours, days and months of consumption are of this zone. */
  readonly timeZone: string;
  readonly kind: MeterKind;
  /** How often the meter reports. */
  readonly intervalMinutes: number;
  /** Register meters: the register starts over at so many watt-hours; absent where it never does. */
  readonly registerModulusWattHours?: number;
  /** The most that a clock hour may consume; absent where there is no limit. */
  readonly hourlyLimitWattHours?: number;
  /** Share of the limit from which its owner is warned, in percent; 0 where nobody is warned. */
  readonly warningPercent: number;
  /** The customer; absent where the meter is nobody's. */
  readonly ownerId?: string;
  readonly ownerName?: string;
  /** The site's own id of the customer; absent for those who have none. */
  readonly ownerSubject?: string;
  /** From when on its owner sees what was consumed; absent where nobody had it before. */
  readonly ownedSince?: Date;
  readonly createdAt: Date;
  /** When the newest stored reading was taken; absent where there is none. */
  readonly lastReadingAt?: Date;
}

/** What was consumed in one hour, day or month of the meter's time zone. */
export interface Consumption {
  /** Half-open `[from, to)`; a day is 23 to 25 hours long. */
  readonly from: Date;
  readonly to: Date;
  readonly wattHours: number;
  /** How much of the time is known, 0 to 1. */
  readonly coverage: number;
  /** The part above the hourly limit, hour by hour; 0 without a limit. */
  readonly aboveLimitWattHours: number;
}

/** What a meter consumed. */
export interface ConsumptionResult {
  readonly meter: Meter;
  /** In time order. Times of which nothing is known are left out. */
  readonly values: readonly Consumption[];
}
