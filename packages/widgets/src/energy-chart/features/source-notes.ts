import { strings } from '../../element/strings.ts';
import type { ReadyContext } from './chart-host.ts';
import { shownText } from './shown-text.ts';

/**
 * What is said of all that is taken along: where it is from, as the chart's footer has it, and when it was known, the time that
 * was asked for, or that of the last change.
 */
export function sourceNotes({ root, ready: { view, state } }: ReadyContext): string[] {
  const asOf = strings.asOf(view.labels.zonedInstant(state.asOf ?? state.changedAt));
  return [shownText(root, 'footer'), asOf].filter(Boolean);
}
