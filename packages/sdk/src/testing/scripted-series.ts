import type { MessageInitShape } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import type { RangePatchSchema } from '../gen/wattlet/v1/live_pb.js';
import {
  AreaType,
  type CursorSchema,
  Measure,
  type RunSchema,
  type SeriesKeySchema,
  type SeriesSchema,
} from '../gen/wattlet/v1/series_pb.js';

/** Start of slot 0 of every scripted series, epoch milliseconds. */
export const SLOT_ORIGIN = Date.UTC(2026, 0, 1);
/** Length of a slot, in milliseconds. */
export const SLOT_MS = 900_000;

/** What a scripted server is told to change: from a slot on, kilowatts or null for a gap. */
export interface ScriptedChange {
  /** Number of the production type. */
  readonly type: number;
  readonly slot: number;
  readonly kilowatts: readonly (number | null)[];
}

interface Revision {
  readonly revision: number;
  readonly change: ScriptedChange;
}

/** Start of a slot, epoch milliseconds. */
export function slotTime(slot: number): number {
  return SLOT_ORIGIN + slot * SLOT_MS;
}

/** The stored truth of a scripted server: the generation of one area, and its history of changes. */
export class ScriptedSeries {
  epoch = 1;
  revision = 0;
  readonly #values = new Map<number, Map<number, number>>();
  #log: Revision[] = [];

  get cursor(): MessageInitShape<typeof CursorSchema> {
    return { epoch: `epoch-${this.epoch}`, revision: BigInt(this.revision) };
  }

  change(change: ScriptedChange): Revision {
    const values = this.#values.get(change.type) ?? new Map<number, number>();
    this.#values.set(change.type, values);
    for (const [offset, kilowatts] of change.kilowatts.entries()) {
      if (kilowatts === null) values.delete(change.slot + offset);
      else values.set(change.slot + offset, kilowatts);
    }
    this.revision += 1;
    const entry = { revision: this.revision, change };
    this.#log.push(entry);
    return entry;
  }

  /** As after a reset of the storage: cursors of before mean nothing any more. */
  startEpoch(): void {
    this.epoch += 1;
    this.revision = 0;
    this.#log = [];
  }

  /** Forgets the history, not the values. */
  forget(): void {
    this.#log = [];
  }

  /** What follows a cursor, or undefined when it cannot be told. */
  since(cursor: { epoch: string; revision: bigint }): Revision[] | undefined {
    if (cursor.epoch !== this.cursor.epoch) return undefined;
    const missed = this.revision - Number(cursor.revision);
    const entries = this.#log.filter(({ revision }) => revision > Number(cursor.revision));
    return entries.length === missed ? entries : undefined;
  }

  last(): Revision | undefined {
    return this.#log.at(-1);
  }

  read(from: number, to: number): MessageInitShape<typeof SeriesSchema>[] {
    return [...this.#values.keys()].map((type) => ({
      key: this.#key(type),
      runs: this.#runs(type, from, to),
    }));
  }

  /** The patch that a change is, with the values of the change itself, not of now. */
  patch({ type, slot, kilowatts }: ScriptedChange): MessageInitShape<typeof RangePatchSchema> {
    const values = new Map<number, number>();
    for (const [offset, value] of kilowatts.entries()) if (value !== null) values.set(slot + offset, value);
    return {
      key: this.#key(type),
      range: {
        from: timestampFromMs(slotTime(slot)),
        to: timestampFromMs(slotTime(slot + kilowatts.length)),
      },
      runs: toRuns(values),
    };
  }

  #runs(type: number, from: number, to: number) {
    const values = this.#values.get(type) ?? new Map<number, number>();
    return toRuns(new Map([...values].filter(([slot]) => slotTime(slot) >= from && slotTime(slot) < to)));
  }

  #key(type: number): MessageInitShape<typeof SeriesKeySchema> {
    return {
      area: {
        eic: '10YGR-HTSO-----Y',
        areaType: AreaType.CTY,
        mapCode: 'GR',
        name: 'Greece',
        timeZone: 'Europe/Athens',
      },
      productionType: `Type ${type}`,
      measure: Measure.OUTPUT,
    };
  }
}

function toRuns(values: ReadonlyMap<number, number>): MessageInitShape<typeof RunSchema>[] {
  const runs: { slot: number; kilowatts: number[] }[] = [];
  for (const [slot, value] of [...values].sort(([a], [b]) => a - b)) {
    const run = runs.at(-1);
    if (run && run.slot + run.kilowatts.length === slot) run.kilowatts.push(value);
    else runs.push({ slot, kilowatts: [value] });
  }
  return runs.map(({ slot, kilowatts }) => ({
    start: timestampFromMs(slotTime(slot)),
    stepSeconds: SLOT_MS / 1000,
    kilowattDeltas: kilowatts.map((value, index) => value - (kilowatts[index - 1] ?? 0)),
  }));
}
