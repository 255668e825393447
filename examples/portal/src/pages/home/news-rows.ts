import type { Area, NewsItem, RecordValue, StreamName } from '@wattlet/sdk';
import type { IconName } from '../../icons/icon.ts';
import { homeWords } from './home-words.ts';

const HOUR_MS = 3_600_000;
/** As many areas are named. */
const MOST_NAMED = 3;
/** Hours around a record that its chart shows. */
const AROUND_MS = 36 * HOUR_MS;

/** One line of the news. */
export interface NewsRow {
  readonly icon: IconName;
  readonly kind: 'added' | 'revised' | 'record';
  readonly title: string;
  readonly text: string;
  /** The page that shows it. */
  readonly href: string;
  readonly at: Date;
}

/** Says in words what imports have changed: a line for new values, one for revised ones, one for each record. */
export function newsRows(items: readonly NewsItem[], locale: string): NewsRow[] {
  const teller = new Teller(locale);
  return items.flatMap((item) => teller.rowsOf(item));
}

class Teller {
  readonly #names: Intl.DisplayNames;
  readonly #number: Intl.NumberFormat;
  readonly #locale: string;

  constructor(locale: string) {
    this.#locale = locale;
    this.#names = new Intl.DisplayNames(locale, { type: 'region', fallback: 'code' });
    this.#number = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  }

  rowsOf(item: NewsItem): NewsRow[] {
    const { words } = homeWords;
    const { stream, at, added, revised, records } = item;
    const name = words.streams[stream];
    const rows: NewsRow[] = records.map((record) => this.#record(stream, record, at));
    if (revised) {
      const { changed, range, areas } = revised;
      const from = this.#time(range.from, areas[0]);
      const places = this.#places(areas);
      rows.push({
        ...{ icon: 'revision', kind: 'revised', at },
        title: words.revised(name),
        text:
          changed > 0
            ? words.revisedBy(this.#number.format(changed), places, from)
            : words.removed(places, from),
        href: chartOf(stream, areas[0], {
          view: 'revisions',
          ...isoRange(range.from - 12 * HOUR_MS, range.to + 12 * HOUR_MS),
        }),
      });
    }
    if (added) {
      const [furthest] = added.areas;
      rows.push({
        ...{ icon: stream, kind: 'added', at },
        title: furthest?.until ? words.added(name, this.#time(furthest.until, furthest.area)) : name,
        text: words.addedBy(
          this.#places(added.areas.map(({ area }) => area)),
          this.#number.format(added.count),
        ),
        href: chartOf(stream, furthest?.area),
      });
    }
    return rows;
  }

  #record(stream: StreamName, record: RecordValue, at: Date): NewsRow {
    const { words } = homeWords;
    const { key, kind, megawatts, start, formerMegawatts } = record;
    const places = [key.area, ...(key.toArea ? [key.toArea] : [])]
      .map((area) => this.#name(area))
      .join(' → ');
    const what = [words.streams[stream], places, key.productionType].filter(Boolean).join(', ');
    return {
      ...{ icon: 'record', kind: 'record', at },
      title: kind === 'highest' ? words.highest(what) : words.lowest(what),
      text: words.record(this.#power(megawatts), this.#time(start, key.area), this.#power(formerMegawatts)),
      href: chartOf(stream, key.area, isoRange(start - AROUND_MS, start + AROUND_MS)),
    };
  }

  #power(megawatts: number): string {
    return megawatts >= 1000
      ? `${this.#number.format(megawatts / 1000)} GW`
      : `${this.#number.format(megawatts)} MW`;
  }

  #time(time: number, area: Area | undefined): string {
    const format = { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' } as const;
    const timeZone = area?.timeZone ?? 'UTC';
    return new Intl.DateTimeFormat(this.#locale, { ...format, timeZone }).format(time);
  }

  #name({ mapCode, name }: Area): string {
    return /^[A-Z]{2}$/.test(mapCode) ? (this.#names.of(mapCode) ?? name) : name;
  }

  /** A few by name, more by their number. */
  #places(areas: readonly Area[]): string {
    if (areas.length > MOST_NAMED) return homeWords.words.countries(areas.length);
    return new Intl.ListFormat(this.#locale).format(areas.map((area) => this.#name(area)));
  }
}

function isoRange(from: number, to: number): { from: string; to: string } {
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}

function chartOf(
  stream: StreamName,
  area: Area | undefined,
  state: Readonly<Record<string, string>> = {},
): string {
  return `/${stream}?${new URLSearchParams({ ...(area && { area: area.mapCode }), ...state })}`;
}
