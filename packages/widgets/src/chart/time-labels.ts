import type { TimeSpan } from './time-span.ts';
import type { TimeTick, TimeTicks } from './time-ticks.ts';
import type { ZoneClock } from './zone-clock.ts';
import { zoneName } from './zone-name.ts';

const MS_PER_DAY = 86_400_000;

/** No zone has a season that is shorter: whoever looks so often sees each. */
const SEASON_MS = 28 * MS_PER_DAY;
const YEAR_MS = 366 * MS_PER_DAY;

/** Words for instants in one zone and one language. Formats are made once: making them is what costs. */
export class TimeLabels {
  /** BCP 47 tag of the language that days and months are named in. */
  readonly locale: string;
  readonly #clock: ZoneClock;
  readonly #formats = new Map<string, Intl.DateTimeFormat>();

  constructor(clock: ZoneClock, locale: string) {
    this.#clock = clock;
    this.locale = locale;
  }

  /** What a tick says, "14:00" or "3" or "Mar"; a repeated hour says which offset it has, as ISO 8601 does: "02:00+1". */
  tick(tick: TimeTick, step: TimeTicks['step']): string {
    switch (step.unit) {
      case 'minute':
        return wallTime(tick.local) + (tick.isRepeated ? this.#offset(tick.time).slice(3) : '');
      case 'day':
        return this.#local(tick.local, { weekday: 'short', day: 'numeric' });
      case 'month':
        return this.#local(tick.local, { month: 'short' });
      default:
        return this.#local(tick.local, { year: 'numeric' });
    }
  }

  /** What the ticks from this one on have in common: their day, month or year. */
  context(tick: TimeTick, step: TimeTicks['step']): string {
    switch (step.unit) {
      case 'minute':
        return this.#local(tick.local, { weekday: 'short', day: 'numeric', month: 'short' });
      case 'day':
        return this.#local(tick.local, { month: 'long', year: 'numeric' });
      case 'month':
        return this.#local(tick.local, { year: 'numeric' });
      default:
        return '';
    }
  }

  /**
   * An interval in full: "Sat 1 Jan, 14:00–15:00"; longer than a day: with both days. Where the range that it is told
   * of lies in more than one year, with the year.
   */
  interval(span: TimeSpan, range: TimeSpan = span): string {
    if (this.#yearAt(range.from) !== this.#yearAt(range.to - 1)) return this.datedInterval(span);
    return this.#interval(span, { weekday: 'short', day: 'numeric', month: 'short' });
  }

  /** The same with the year: "Sat, 1 Jan 2022, 14:00–15:00". */
  datedInterval(span: TimeSpan): string {
    return this.#interval(span, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
  }

  /** An instant in full: "1 January 2022, 14:00". */
  instant(time: number): string {
    const local = this.#clock.localAt(time);
    return `${this.#local(local, { day: 'numeric', month: 'long', year: 'numeric' })}, ${wallTime(local)}`;
  }

  /** The same with the zone: "1 January 2022, 14:00 EET". */
  zonedInstant(time: number): string {
    return `${this.instant(time)} ${zoneName(time, this.#clock.timeZone)}`;
  }

  /** The zone's short name over a range: "EET", or "EET/EEST" where it changes within, if only for a while. */
  zone({ from, to }: TimeSpan): string {
    const { timeZone } = this.#clock;
    const names = new Set<string>();
    for (let time = from; time < Math.min(to, from + YEAR_MS); time += SEASON_MS)
      names.add(zoneName(time, timeZone));
    return [...names.add(zoneName(to - 1, timeZone))].join('/');
  }

  #yearAt(time: number): number {
    return new Date(this.#clock.localAt(time)).getUTCFullYear();
  }

  #interval(span: TimeSpan, day: Intl.DateTimeFormatOptions): string {
    const from = this.#clock.localAt(span.from);
    const to = this.#clock.localAt(span.to);
    const fromDay = this.#local(from, day);
    const isOneDay = Math.floor(from / MS_PER_DAY) === Math.floor((to - 1) / MS_PER_DAY);
    if (isOneDay && span.to - span.from < MS_PER_DAY) {
      const start = wallTime(from);
      const end = wallTime(to);
      const [first, last] = [this.#offset(span.from), this.#offset(span.to)];
      if (first === last && !this.#clock.isRepeated(span.from)) return `${fromDay}, ${start}–${end}`;
      // Across a change the readings alone tell another length; of the hour before winter time both are the same.
      return `${fromDay}, ${start}${first === last ? '' : ` ${first}`}–${end} ${last}`;
    }
    return `${fromDay}, ${wallTime(from)} – ${this.#local(to, day)}, ${wallTime(to)}`;
  }

  #offset(time: number): string {
    const minutes = this.#clock.offsetAt(time) / 60_000;
    const sign = minutes < 0 ? '\u2212' : '+';
    const rest = Math.abs(minutes % 60);
    return `UTC${sign}${Math.floor(Math.abs(minutes) / 60)}${rest ? `:${rest}` : ''}`;
  }

  #local(local: number, options: Intl.DateTimeFormatOptions): string {
    const key = JSON.stringify(options);
    const format =
      this.#formats.get(key) ?? new Intl.DateTimeFormat(this.locale, { ...options, timeZone: 'UTC' });
    this.#formats.set(key, format);
    return format.format(local);
  }
}

function wallTime(local: number): string {
  return new Date(local).toISOString().slice(11, 16);
}
