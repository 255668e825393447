import { str } from '@lit/localize';
import { chatTemplates } from '../../chat-parts/locales/ro.ts';
import { alertTemplates } from '../../energy-alerts/locales/ro.ts';
import { chartTemplates } from '../../energy-chart/locales/ro.ts';
import { mapTemplates } from '../../energy-map/locales/ro.ts';
import { supportTemplates } from '../../support-chat/locales/ro.ts';
import { deskTemplates } from '../../support-inbox/desk/locales/ro.ts';
import { inboxTemplates } from '../../support-inbox/locales/ro.ts';

/** Romanian. */
export const templates = {
  ...chartTemplates,
  ...mapTemplates,
  ...alertTemplates,
  ...supportTemplates,
  ...chatTemplates,
  ...inboxTemplates,
  ...deskTemplates,
  noData: 'fără date',
  asOf: str`Așa cum se știa la ${0}`,
  retry: 'Încearcă din nou',
  loading: 'Se încarcă datele',
  live: 'În direct',
  connecting: 'Se conectează',
  reconnecting: str`Se reconectează de la ${0}`,
  offlineSince: str`Fără conexiune de la ${0}`,
  staleSince: str`Nimic nou de la ${0}`,
  subscriptionEnded: 'Abonamentul a expirat',
  failed: 'Datele nu au putut fi încărcate',
  unreachable: 'Serverul nu răspunde.',
  tooMany: 'A fost de prea multe ori. Încercați din nou peste puțin timp.',
  signIn: 'Conectați-vă pentru a vedea aceasta.',
  notAllowed: 'Nu aveți voie să vedeți aceasta.',
  quote: str`Menționați ${0} când cereți ajutor.`,
  partMissing: 'O parte nu a putut fi încărcată. Reîncărcați pagina.',
};
