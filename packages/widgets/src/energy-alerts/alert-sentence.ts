import type { Alert } from '@wattlet/sdk';
import type { EnergyFormat } from '../chart/energy-format.ts';
import { amountWords, stateWords } from './alert-words.ts';

/** An alert in one sentence, for those who hear it. */
export function alertSentence(alert: Alert, energy: EnergyFormat): string {
  return `${alert.meterName}: ${stateWords(alert)}, ${amountWords(alert, energy)}`;
}
