import type { TimeLabels } from '../../chart/time-labels.ts';
import { strings } from '../../element/strings.ts';
import type { ReadyState } from '../series-controller.ts';

/** When the values were known: the time that was asked for, or that of their last change. */
export function asOfText({ asOf, changedAt }: ReadyState, labels: TimeLabels): string {
  return strings.asOf(labels.zonedInstant(asOf ?? changedAt));
}
