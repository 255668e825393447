import { str } from '@lit/localize';
import { chatTemplates } from '../../chat-parts/locales/el.ts';
import { alertTemplates } from '../../energy-alerts/locales/el.ts';
import { chartTemplates } from '../../energy-chart/locales/el.ts';
import { mapTemplates } from '../../energy-map/locales/el.ts';
import { supportTemplates } from '../../support-chat/locales/el.ts';
import { deskTemplates } from '../../support-inbox/desk/locales/el.ts';
import { inboxTemplates } from '../../support-inbox/locales/el.ts';

/** Greek. */
export const templates = {
  ...chartTemplates,
  ...mapTemplates,
  ...alertTemplates,
  ...supportTemplates,
  ...chatTemplates,
  ...inboxTemplates,
  ...deskTemplates,
  noData: 'χωρίς δεδομένα',
  asOf: str`Όπως ήταν γνωστό ${0}`,
  retry: 'Δοκιμή ξανά',
  loading: 'Φόρτωση δεδομένων',
  live: 'Ζωντανά',
  connecting: 'Σύνδεση',
  reconnecting: str`Επανασύνδεση από ${0}`,
  offlineSince: str`Εκτός σύνδεσης από ${0}`,
  staleSince: str`Τίποτα νέο από ${0}`,
  subscriptionEnded: 'Η συνδρομή έληξε',
  failed: 'Τα δεδομένα δεν φορτώθηκαν',
  unreachable: 'Ο διακομιστής δεν απαντά.',
  tooMany: 'Πάρα πολλές προσπάθειες. Δοκιμάστε ξανά σε λίγο.',
  signIn: 'Συνδεθείτε για να το δείτε.',
  notAllowed: 'Δεν επιτρέπεται να το δείτε.',
  quote: str`Αναφέρετε το ${0} όταν ζητήσετε βοήθεια.`,
  partMissing: 'Ένα τμήμα δεν φορτώθηκε. Φορτώστε ξανά τη σελίδα.',
};
