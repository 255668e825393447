import { ZoneClock } from '../chart/zone-clock.ts';
import { CHOICES, type Choices } from './chart-choices.ts';
import { parseRange } from './shown-range.ts';

const MINUTE_MS = 60_000;

/** What a user can change in a chart by hand: properties of its element. */
export interface ChartSettings extends Omit<Choices, 'theme'> {
  readonly area: string;
  readonly from: string;
  readonly to: string;
  readonly compare: readonly string[];
  readonly table: boolean;
  readonly patterns: boolean;
  readonly hiddenSeries: readonly string[];
}

/** The name of something that a user can change. */
export type SettingName = keyof ChartSettings;

/** Some settings; what is undefined is left as it is. */
export type SomeSettings = { readonly [Name in SettingName]?: ChartSettings[Name] | undefined };

/** The name of each setting in an address. */
const NAMES: Readonly<Record<SettingName, string>> = {
  stream: 'stream',
  area: 'area',
  areaType: 'area-type',
  view: 'view',
  from: 'from',
  to: 'to',
  span: 'span',
  compare: 'compare',
  bucket: 'bucket',
  statistic: 'statistic',
  orientation: 'orientation',
  table: 'table',
  patterns: 'patterns',
  hiddenSeries: 'hidden',
};

/** All settings, in the order in which they are written. */
export const SETTING_NAMES: readonly SettingName[] = Object.keys(NAMES).filter(isSettingName);

/**
 * Settings as a query string without its question mark, for an address: `view=mix&hidden=Solar&hidden=Other`. A list
 * without entries is one empty entry. Times are whole minutes: a range that was dragged ends anywhere.
 */
export function writeState(settings: SomeSettings): string {
  const query = new URLSearchParams();
  for (const name of SETTING_NAMES) {
    const value = settings[name];
    if (value === undefined) continue;
    const texts = typeof value === 'object' ? value : [String(value)];
    for (const text of texts.length > 0 ? texts : ['']) query.append(NAMES[name], toMinute(text));
  }
  return query.toString();
}

/** Reads what {@link writeState} has written. What it does not name is undefined, as is what cannot be. */
export function readState(state: string): SomeSettings {
  const query = new URLSearchParams(state);
  const text = (name: SettingName) => query.get(NAMES[name]) ?? undefined;
  const list = (name: SettingName) =>
    query.has(NAMES[name]) ? query.getAll(NAMES[name]).filter((entry) => entry !== '') : undefined;
  const choice = <Name extends SettingName & keyof Choices>(name: Name) =>
    CHOICES[name].find((one) => one === text(name));
  const flag = (name: SettingName) => {
    const said = text(name);
    return said === 'true' || (said === 'false' ? false : undefined);
  };
  return {
    stream: choice('stream'),
    area: text('area'),
    areaType: choice('areaType'),
    view: choice('view'),
    ...readRange(text('from'), text('to')),
    span: choice('span'),
    compare: list('compare'),
    bucket: choice('bucket'),
    statistic: choice('statistic'),
    orientation: choice('orientation'),
    table: flag('table'),
    patterns: flag('patterns'),
    hiddenSeries: list('hiddenSeries'),
  };
}

/** Both ends of a range, or neither where that is none: half of it is not what anybody has seen. */
function readRange(from: string | undefined, to: string | undefined): Pick<SomeSettings, 'from' | 'to'> {
  try {
    parseRange({ from: from ?? '', to: to ?? '', span: '24h' }, new ZoneClock('UTC'));
    return { from, to };
  } catch {
    return {};
  }
}

/** A time to its nearest minute, `2022-01-31T12:00Z`; any other text as it is. */
function toMinute(text: string): string {
  if (!/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text)) return text;
  const time = Math.round(Date.parse(text) / MINUTE_MS) * MINUTE_MS;
  return Number.isNaN(time) ? text : `${new Date(time).toISOString().slice(0, 16)}Z`;
}

function isSettingName(name: string): name is SettingName {
  return name in NAMES;
}
