import english from '@awesome.me/webawesome/dist/translations/en.js';
import { registerTranslation, type Translation } from '@awesome.me/webawesome/dist/utilities/localize.js';

const left = { ...english, $dir: 'ltr' as const };

// Words of the controls that the portal uses, in the languages that it speaks; Web Awesome has neither Greek nor Romanian.
const german: Translation = {
  ...left,
  $code: 'de',
  $name: 'Deutsch',
  clearEntry: 'Eingabe löschen',
  close: 'Schließen',
  copied: 'Kopiert',
  copy: 'Kopieren',
  decrement: 'Verringern',
  error: 'Fehler',
  hidePassword: 'Passwort verbergen',
  increment: 'Erhöhen',
  loading: 'Wird geladen',
  numOptionsSelected: (count) => `${count} ausgewählt`,
  progress: 'Fortschritt',
  remove: 'Entfernen',
  showPassword: 'Passwort zeigen',
};

const greek: Translation = {
  ...left,
  $code: 'el',
  $name: 'Ελληνικά',
  clearEntry: 'Καθαρισμός',
  close: 'Κλείσιμο',
  copied: 'Αντιγράφηκε',
  copy: 'Αντιγραφή',
  decrement: 'Μείωση',
  error: 'Σφάλμα',
  hidePassword: 'Απόκρυψη κωδικού',
  increment: 'Αύξηση',
  loading: 'Φόρτωση',
  numOptionsSelected: (count) => `${count} επιλεγμένα`,
  progress: 'Πρόοδος',
  remove: 'Αφαίρεση',
  showPassword: 'Εμφάνιση κωδικού',
};

const romanian: Translation = {
  ...left,
  $code: 'ro',
  $name: 'Română',
  clearEntry: 'Șterge',
  close: 'Închide',
  copied: 'Copiat',
  copy: 'Copiază',
  decrement: 'Micșorează',
  error: 'Eroare',
  hidePassword: 'Ascunde parola',
  increment: 'Mărește',
  loading: 'Se încarcă',
  numOptionsSelected: (count) => `${count} selectate`,
  progress: 'Progres',
  remove: 'Elimină',
  showPassword: 'Arată parola',
};

registerTranslation(german, greek, romanian);
