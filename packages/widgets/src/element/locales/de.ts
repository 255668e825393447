import { str } from '@lit/localize';
import { chatTemplates } from '../../chat-parts/locales/de.ts';
import { alertTemplates } from '../../energy-alerts/locales/de.ts';
import { chartTemplates } from '../../energy-chart/locales/de.ts';
import { mapTemplates } from '../../energy-map/locales/de.ts';
import { supportTemplates } from '../../support-chat/locales/de.ts';
import { deskTemplates } from '../../support-inbox/desk/locales/de.ts';
import { inboxTemplates } from '../../support-inbox/locales/de.ts';

/** German. */
export const templates = {
  ...chartTemplates,
  ...mapTemplates,
  ...alertTemplates,
  ...supportTemplates,
  ...chatTemplates,
  ...inboxTemplates,
  ...deskTemplates,
  noData: 'keine Daten',
  asOf: str`Stand ${0}`,
  retry: 'Erneut versuchen',
  loading: 'Daten werden geladen',
  live: 'Live',
  connecting: 'Verbindet',
  reconnecting: str`Verbindet erneut seit ${0}`,
  offlineSince: str`Offline seit ${0}`,
  staleSince: str`Nichts Neues seit ${0}`,
  subscriptionEnded: 'Das Abonnement ist abgelaufen',
  failed: 'Die Daten konnten nicht geladen werden',
  unreachable: 'Der Server ist nicht erreichbar.',
  tooMany: 'Das war zu oft. Versuchen Sie es nach einer Weile erneut.',
  signIn: 'Melden Sie sich an, um das zu sehen.',
  notAllowed: 'Sie dürfen das nicht sehen.',
  quote: str`Nennen Sie ${0}, wenn Sie um Hilfe bitten.`,
  partMissing: 'Ein Teil konnte nicht geladen werden. Laden Sie die Seite neu.',
};
