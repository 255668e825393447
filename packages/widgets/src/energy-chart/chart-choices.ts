import type { ThemeName } from '../theme/tokens.ts';
import type { AreaType, StreamName } from './chart-client.ts';
import { VIEWS, type ViewName } from './chart-view.ts';
import { RANGE_SPANS, type RangeSpan } from './shown-range.ts';
import { strings } from './strings.ts';

/** What those attributes have to be that have a few known values. */
export interface Choices {
  readonly stream: StreamName;
  readonly areaType: AreaType;
  readonly view: ViewName;
  readonly span: RangeSpan;
  readonly bucket: 'hour-of-day' | 'day-of-week';
  readonly statistic: 'mean' | 'median';
  readonly orientation: 'vertical' | 'horizontal';
  readonly theme: ThemeName | 'auto';
}

/** The values of each, in the order in which they are told. */
export const CHOICES: { readonly [Name in keyof Choices]: readonly Choices[Name][] } = {
  stream: ['load', 'generation', 'flows'],
  areaType: ['CTY', 'BZN', 'CTA'],
  view: VIEWS,
  span: RANGE_SPANS,
  bucket: ['hour-of-day', 'day-of-week'],
  statistic: ['mean', 'median'],
  orientation: ['vertical', 'horizontal'],
  theme: ['auto', 'light', 'dark'],
};

/** Says of the first attribute that is none of its values what it may be; empty where all are right. */
export function wrongChoice(chosen: Choices): string {
  for (const name of Object.keys(CHOICES) as (keyof Choices)[]) {
    const value = chosen[name];
    const known: readonly string[] = CHOICES[name];
    const attribute = name === 'areaType' ? 'area-type' : name;
    if (!known.includes(value)) return strings.notAmong(attribute, value, known.join(', '));
  }
  return '';
}
