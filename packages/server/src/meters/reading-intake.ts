import type pg from 'pg';
import type { EventBus, Execute } from '../platform/bus/event-bus.ts';
import type { Database } from '../platform/postgres/database.ts';
import { SessionPool } from '../platform/postgres/session-pool.ts';
import { HourDeltas } from './hour-deltas.ts';
import { addToHours } from './hour-store.ts';
import { writeCorrections } from './intake-store.ts';
import { type IntakeNotes, takeIntervals } from './interval-intake.ts';
import { type IntakeMeter, MeterDirectory } from './meter-directory.ts';
import { HOLD_METERS } from './meter-lock.ts';
import { publishHours } from './publish-hours.ts';
import type { ArrivedReading, ReadingOutcome } from './reading.ts';
import type { ReadingRules } from './reading-limits.ts';
import { ReadingPartitions } from './reading-partitions.ts';
import { takeRegisters } from './register-intake.ts';
import { keepRejected, rejectedOf } from './rejected-store.ts';
import { meterNamesOf, sortOut } from './sort-out.ts';

/** Most readings of one batch. */
export const MAX_BATCH = 1_000;

/** Connections that store readings: more do not help, as commits wait for the disk together. */
const CONNECTIONS = 4;

/** How often a batch that lost against another one is tried. */
const TRIES = 5;

/** Lost against another transaction: serialization failure, deadlock. */
const LOST = new Set(['40001', '40P01']);

/** No partition for a row: it was dropped by hand. */
const CHECK_VIOLATION = '23514';

/** A reading that was thought to be new is stored. */
const UNIQUE_VIOLATION = '23505';

/** So many batches look first whether readings are stored, after one of which some were. */
const CAREFUL_BATCHES = 100;

/** What intake works with. */
export interface ReadingIntakeOptions {
  /** Of the platform. */
  readonly database: Database;
  readonly bus: EventBus;
  readonly rules: ReadingRules;
  /** The current time. */
  readonly now: () => Date;
  /** Hears what became of each batch that is stored. */
  readonly onTaken?: (readings: readonly ArrivedReading[], outcomes: readonly ReadingOutcome[]) => void;
}

/** Whose meters a batch may be of. */
export interface IntakeScope {
  /** Meters of other sites are unknown. */
  readonly siteId?: string | undefined;
  /** Meters of other people are unknown. */
  readonly ownerId?: string | undefined;
  /** False where what is rejected is answered only, and not kept for operators. */
  readonly keepRejected?: boolean;
}

/** Takes readings, however they came. */
export class ReadingIntake {
  readonly #bus: EventBus;
  readonly #rules: ReadingRules;
  readonly #now: () => Date;
  readonly #onTaken: ReadingIntakeOptions['onTaken'];
  readonly #sessions: SessionPool;
  readonly #partitions: ReadingPartitions;
  readonly #directory = new MeterDirectory();
  /** So many batches are to look first. */
  #careful = 0;

  constructor({ database, bus, rules, now, onTaken }: ReadingIntakeOptions) {
    this.#onTaken = onTaken;
    this.#bus = bus;
    this.#rules = rules;
    this.#now = now;
    this.#sessions = new SessionPool(database, CONNECTIONS);
    this.#partitions = new ReadingPartitions(database.sql);
  }

  /**
   * Takes a batch in one transaction: when this resolves, what was stored is durable, and so are the totals of its
   * hours and the event about them. Taking the same again changes nothing.
   *
   * @param readings at most {@link MAX_BATCH}.
   * @returns what became of each, in their order.
   * @throws what the database throws; then nothing was stored.
   */
  async take(
    readings: readonly ArrivedReading[],
    scope: IntakeScope = {},
  ): Promise<readonly ReadingOutcome[]> {
    if (readings.length > MAX_BATCH)
      throw new RangeError(`A batch has at most ${MAX_BATCH} readings, not ${readings.length}.`);
    if (readings.length === 0) return [];
    for (let tries = 1; ; tries++) {
      const looksFirst = this.#careful > 0;
      try {
        const outcomes = await this.#sessions.transaction((client, [held]) => {
          this.#directory.use(String(held?.['version']));
          return this.#takeIn(client, readings, { ...scope, looksFirst });
        }, HOLD_METERS);
        this.#careful = outcomes.some(isRepeated) ? CAREFUL_BATCHES : Math.max(0, this.#careful - 1);
        this.#onTaken?.(readings, outcomes);
        return outcomes;
      } catch (error) {
        const code = codeOf(error);
        // While no meters are held: who waits for them may have every connection that partitions are made by.
        if (error instanceof MonthsMissing) await this.#partitions.ensure(error.months);
        else if (code === CHECK_VIOLATION) this.#partitions.forget();
        else if (code === UNIQUE_VIOLATION && !looksFirst) this.#careful = CAREFUL_BATCHES;
        else if (!LOST.has(code)) throw error;
        if (tries === TRIES) throw error;
      }
    }
  }

  async #takeIn(
    client: pg.Client,
    readings: readonly ArrivedReading[],
    { looksFirst, ...scope }: IntakeScope & { readonly looksFirst: boolean },
  ): Promise<readonly ReadingOutcome[]> {
    const known = await this.#directory.find(client, meterNamesOf(readings));
    const { candidates, outcomes } = sortOut(readings, {
      meters: metersInScope(known, scope),
      rules: this.#rules,
      now: this.#now(),
    });
    const months = this.#partitions.missing(candidates.map(({ at }) => at));
    if (months.length > 0) throw new MonthsMissing(months);
    const notes: IntakeNotes = {
      deltas: new HourDeltas(),
      corrections: [],
      settle({ index }, outcome) {
        outcomes[index] = outcome;
      },
    };
    const ofKind = (kind: IntakeMeter['kind']) => candidates.filter(({ meter }) => meter.kind === kind);
    await takeRegisters(client, ofKind('register'), { rules: this.#rules, notes });
    await takeIntervals(client, ofKind('interval'), { notes, looksFirst });
    await writeCorrections(client, notes.corrections);
    const hours = notes.deltas.sorted();
    await addToHours(client, hours);
    if (scope.keepRejected !== false) {
      const of = { meters: known, siteId: scope.siteId };
      await keepRejected(client, rejectedOf(readings, outcomes, of));
    }
    const execute: Execute = (text, values) => client.query({ name: 'publish', text, values });
    await publishHours(this.#bus, execute, hours);
    return outcomes;
  }
}

/** There may be no partitions for these months: they are made outside of the transaction. */
class MonthsMissing extends Error {
  readonly months: readonly number[];

  constructor(months: readonly number[]) {
    super(`There is no partition for ${months.length} months.`);
    this.months = months;
  }
}

/** Whether a reading of its meter and time came before. */
const isRepeated = ({ kind }: ReadingOutcome): boolean => kind !== 'stored' && kind !== 'rejected';

function metersInScope(
  meters: ReadonlyMap<string, IntakeMeter>,
  { siteId, ownerId }: IntakeScope,
): ReadonlyMap<string, IntakeMeter> {
  if (siteId === undefined && ownerId === undefined) return meters;
  const within = [...meters].filter(
    ([, meter]) =>
      (siteId === undefined || meter.siteId === siteId) &&
      (ownerId === undefined || meter.ownerId === ownerId),
  );
  return new Map(within);
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
