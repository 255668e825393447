import { ConsumptionStep, MeterKind as WireMeterKind } from '../gen/wattlet/v1/meter_pb.js';
import type { TimeRangeInput } from '../series/selection.ts';
import type { Cancellable } from '../transport/call.ts';
import type { Meter, MeterKind } from './meter.ts';
import type { RejectedReading, RejectionReason } from './reading.ts';

/** Asks for a page of meters. */
export interface MetersRequest extends Cancellable {
  /** Part of a name, serial, address or owner's name, whatever the case. */
  readonly search?: string;
  /** Only the meters of this customer. */
  readonly ownerId?: string;
  /** Operators: the site; one's own unless given. */
  readonly siteId?: string;
  /** 1 to 200; 50 unless given. */
  readonly pageSize?: number;
  /** From the last page; the first page unless given. */
  readonly pageToken?: string;
}

/** A page of meters, by name. */
export interface MetersPage {
  readonly meters: readonly Meter[];
  /** For the next page; absent at the end. */
  readonly nextPageToken?: string;
}

/** Asks what a meter consumed in a range. */
export type ConsumptionRequest = TimeRangeInput &
  Cancellable & {
    readonly meterId: string;
    readonly step: ConsumptionStepName;
  };

/** Length of what is summed up. */
export type ConsumptionStepName = 'hour' | 'day' | 'month';

/** A new meter. */
export interface NewMeter {
  /** UUID that its readings name it by, unique over all sites; made by the server unless given. */
  readonly meterId?: string;
  readonly name: string;
  readonly serial: string;
  readonly address?: string;
  /** IANA name, for example `Europe/Athens`. */
  readonly timeZone: string;
  readonly kind: MeterKind;
  /** A divisor of 60; 15 unless given. */
  readonly intervalMinutes?: number;
  readonly registerModulusWattHours?: number;
  readonly hourlyLimitWattHours?: number;
  /** 0 to 99; 80 unless given. */
  readonly warningPercent?: number;
  readonly ownerId?: string;
  /** Instead of `ownerId`: the site's own id of the customer. Whoever did not come yet is made. */
  readonly ownerSubject?: string;
  /** Operators: the site; one's own unless given. */
  readonly siteId?: string;
}

/** Whose a meter shall be: a user of the site by their id, or a customer by the site's own id of them. */
export type MeterOwner = string | { readonly subject: string };

/** How lines of CSV become meters. */
export interface ImportMetersOptions extends Cancellable {
  /** Makes the good ones even if there are bad ones; otherwise one bad line means that nothing is made. */
  readonly partial?: boolean;
  /** Operators: the site; one's own unless given. */
  readonly siteId?: string;
}

/** New values of a meter; what is absent stays. */
export interface MeterChange {
  readonly name?: string;
  readonly serial?: string;
  readonly address?: string;
  readonly timeZone?: string;
  /** 0 takes the limit away. */
  readonly hourlyLimitWattHours?: number;
  readonly warningPercent?: number;
}

/** What became of a line of CSV. */
export interface ImportedMeter {
  /** 1 is the header. */
  readonly line: number;
  readonly serial: string;
  /** `held-back`: good, but not made because another line is bad. */
  readonly status: 'created' | 'unchanged' | 'bad' | 'held-back';
  /** What is wrong with which column; empty where nothing is. */
  readonly reason: string;
  /** Empty where there is no meter. */
  readonly meterId: string;
}

/** That the device of a register meter was exchanged. */
export interface MeterExchange {
  readonly at: Date;
  /** What the old device showed last. */
  readonly finalWattHours: number;
  /** What the new one showed first. */
  readonly initialWattHours: number;
  /** Of the new device; as before unless given. */
  readonly serial?: string;
}

/** Asks for a page of rejected readings. */
export interface RejectedReadingsRequest extends Cancellable {
  readonly reason?: RejectionReason;
  /** 1 to 200; 50 unless given. */
  readonly pageSize?: number;
  /** From the last page; the first page unless given. */
  readonly pageToken?: string;
}

/** A page of rejected readings, newest first. */
export interface RejectedReadingsPage {
  readonly readings: readonly RejectedReading[];
  /** For the next page; absent at the end. */
  readonly nextPageToken?: string;
  /** How many there are of each reason. */
  readonly counts: ReadonlyMap<RejectionReason, number>;
}

/** The steps as the contract numbers them. */
export const WIRE_STEPS: Readonly<Record<ConsumptionStepName, ConsumptionStep>> = {
  hour: ConsumptionStep.HOUR,
  day: ConsumptionStep.DAY,
  month: ConsumptionStep.MONTH,
};

/** The kinds as the contract numbers them. */
export const WIRE_KINDS: Readonly<Record<MeterKind, WireMeterKind>> = {
  interval: WireMeterKind.INTERVAL,
  register: WireMeterKind.REGISTER,
};
