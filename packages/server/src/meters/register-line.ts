import type { HourDeltas } from './hour-deltas.ts';
import type { IntakeMeter } from './meter-directory.ts';
import type { Rejection } from './reading.ts';
import { judgePower, type ReadingRules, reject } from './reading-limits.ts';
import { type Exchange, type RegisterPoint, type Stretch, stretchesOf } from './register-stretches.ts';
import { spreadStretch } from './spread-stretch.ts';

/**
 * The readings of one register, as far as new ones touch them: each new one needs its neighbours. A new reading between
 * two others splits what they had told into what is now known better.
 */
export class RegisterLine {
  readonly #meter: IntakeMeter;
  #exchanges: readonly Exchange[];
  /** By time. */
  #points: RegisterPoint[];

  /** @param points of different times, in any order. */
  constructor(meter: IntakeMeter, points: readonly RegisterPoint[], exchanges: readonly Exchange[]) {
    this.#meter = meter;
    this.#points = points.toSorted((a, b) => a.at - b.at);
    this.#exchanges = exchanges.toSorted((a, b) => a.at - b.at);
  }

  /** Whether the register can have shown this between its neighbours. */
  judge(point: RegisterPoint, rules: ReadingRules): Rejection | undefined {
    const { before, after } = this.#around(point.at);
    return (
      this.#judgeStep(before, point, rules, 'since the reading before') ??
      this.#judgeStep(point, after, rules, 'until the reading after')
    );
  }

  /** Takes a reading, in place of one of the same time, and notes what it changes. */
  put(point: RegisterPoint, deltas: HourDeltas): void {
    const { index, before, present, after } = this.#around(point.at);
    if (present) {
      this.#count(before, present, deltas, -1);
      this.#count(present, after, deltas, -1);
    } else {
      this.#count(before, after, deltas, -1);
      deltas.taken(this.#meter, point.at);
    }
    this.#count(before, point, deltas, 1);
    this.#count(point, after, deltas, 1);
    this.#points.splice(index, present ? 1 : 0, point);
  }

  /** Lets go of the readings before a time: nothing that comes touches them any more. */
  forgetBefore(time: number): void {
    this.#points = this.#points.filter(({ at }) => at >= time);
  }

  /** Notes an exchange, and what it changes. */
  exchange(exchange: Exchange, deltas: HourDeltas): void {
    const { before, after } = this.#gapAt(exchange.at);
    this.#count(before, after, deltas, -1);
    this.#exchanges = [...this.#exchanges, exchange].sort((a, b) => a.at - b.at);
    this.#count(before, after, deltas, 1);
  }

  /** Whether the readings around an exchange can be of the old and the new device. */
  judgeExchange(exchange: Exchange, rules: ReadingRules): Rejection | undefined {
    const { before, after } = this.#gapAt(exchange.at);
    const line = new RegisterLine(this.#meter, this.#points, [...this.#exchanges, exchange]);
    return line.#judgeStep(before, after, rules, 'between the readings around the exchange');
  }

  /** What is read at the very time is of the new device. */
  #gapAt(at: number): { before: RegisterPoint | undefined; after: RegisterPoint | undefined } {
    const found = this.#points.findIndex((point) => point.at >= at);
    const index = found < 0 ? this.#points.length : found;
    return { before: index > 0 ? this.#points[index - 1] : undefined, after: this.#points[index] };
  }

  #around(at: number) {
    const found = this.#points.findIndex((point) => point.at >= at);
    const index = found < 0 ? this.#points.length : found;
    const present = this.#points[index]?.at === at ? this.#points[index] : undefined;
    const before = index > 0 ? this.#points[index - 1] : undefined;
    return { index, before, present, after: this.#points[present ? index + 1 : index] };
  }

  #judgeStep(
    from: RegisterPoint | undefined,
    to: RegisterPoint | undefined,
    rules: ReadingRules,
    words: string,
  ): Rejection | undefined {
    for (const { from: start, to: end, wattHours } of this.#stretches(from, to)) {
      const rejection =
        wattHours < 0
          ? reject('negative', `the register went back by ${-wattHours} Wh`)
          : judgePower(wattHours, end - start, rules);
      if (rejection) return { ...rejection, message: `${rejection.message} ${words}` };
    }
    return undefined;
  }

  #count(
    from: RegisterPoint | undefined,
    to: RegisterPoint | undefined,
    deltas: HourDeltas,
    sign: 1 | -1,
  ): void {
    for (const stretch of this.#stretches(from, to)) {
      for (const { hour, wattHours, minutes } of spreadStretch(this.#meter.clock, stretch))
        deltas.add(this.#meter, hour, { wattHours: sign * wattHours, minutes: sign * minutes });
    }
  }

  #stretches(from: RegisterPoint | undefined, to: RegisterPoint | undefined): Stretch[] {
    return from && to ? stretchesOf(this.#meter, { from, to, exchanges: this.#exchanges }) : [];
  }
}
