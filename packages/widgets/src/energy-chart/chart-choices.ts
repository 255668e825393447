import { ElementError } from '../element/element-error.ts';
import { VIEWS } from './chart-view.ts';
import { RANGE_SPANS } from './shown-range.ts';
import { strings } from './strings.ts';

/** The values of those attributes that have a few known ones. */
export const CHOICES = {
  view: VIEWS,
  span: RANGE_SPANS,
  bucket: ['hour-of-day', 'day-of-week'],
  statistic: ['mean', 'median'],
  orientation: ['vertical', 'horizontal'],
} as const;

type ChoiceName = keyof typeof CHOICES;

/** One of each: what the attributes have to be. */
export type Choices = { readonly [Name in ChoiceName]: (typeof CHOICES)[Name][number] };

const CHECKED = ['view', 'bucket', 'statistic', 'orientation'] as const;

/** The first attribute that is none of its values; undefined where all are right. A wrong `span` is told where ranges are read. */
export function wrongChoice(chosen: Choices): ElementError | undefined {
  for (const name of CHECKED) {
    const value = chosen[name];
    const known: readonly string[] = CHOICES[name];
    if (!known.includes(value)) return new ElementError(strings.notAmong(name, value, known.join(', ')));
  }
  return undefined;
}
