import { SHORTEST_MS } from '../chart/shortest-range.ts';
import type { TimeSpan } from '../chart/time-span.ts';
import type { NavigationTarget } from './navigation-target.ts';
import type { RangeAttributes, RangeSpan } from './shown-range.ts';

/** The properties of the element that say which range it shows. */
type RangeHost = { -readonly [Name in keyof RangeAttributes]: string };

/**
 * Sets the host's `from`, `to` and `span` as its user moves about, and knows the way back to what the
 * page had asked for. As with a form control the properties are what is shown, the attributes stay.
 */
export class NavigationController implements NavigationTarget {
  range: TimeSpan = { from: 0, to: 0 };
  limits: TimeSpan = { from: 0, to: 0 };
  readonly #host: RangeHost;
  #home: RangeAttributes | undefined;
  #own: RangeAttributes | undefined;

  constructor(host: RangeHost) {
    this.#host = host;
  }

  /** Whether the user has moved away from what the page had asked for. */
  get hasMoved(): boolean {
    return this.#home !== undefined;
  }

  /** What of a range lies within the limits. */
  show({ from, to }: TimeSpan): void {
    const { limits } = this;
    const start = Math.round(Math.min(Math.max(from, limits.from), limits.to - SHORTEST_MS));
    const range = { from: start, to: Math.round(Math.max(Math.min(to, limits.to), start + SHORTEST_MS)) };
    // The next gesture may come before the host has taken this one in.
    this.range = range;
    const [first = '', last = ''] = [range.from, range.to].map((time) => new Date(time).toISOString());
    this.#set({ from: first, to: last, span: this.#host.span });
  }

  /** Shows the newest data, this far back, and moves along with it. */
  follow(span: RangeSpan): void {
    this.#set({ from: '', to: '', span });
  }

  reset(): void {
    if (this.#home) Object.assign(this.#host, this.#home);
    this.#home = undefined;
    this.#own = undefined;
  }

  /** Takes note of a page that has asked for something else since. */
  noticeHost(): void {
    const own = this.#own;
    const { from, to, span } = this.#host;
    if (own && (own.from !== from || own.to !== to || own.span !== span)) {
      this.#home = undefined;
      this.#own = undefined;
    }
  }

  #set(range: RangeAttributes): void {
    const { from, to, span } = this.#host;
    this.#home ??= { from, to, span };
    this.#own = range;
    Object.assign(this.#host, range);
  }
}
