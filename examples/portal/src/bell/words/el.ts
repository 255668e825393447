import type { BellWords } from './en.ts';

const words: BellWords = {
  title: 'Ειδοποιήσεις',
  label: (unseen) => (unseen === 0 ? 'Ειδοποιήσεις' : `Ειδοποιήσεις, ${unseen} νέες`),
  none: 'Δεν υπάρχει κάτι που πρέπει να ξέρετε.',
  failed: 'Δεν μπορούν να φορτωθούν τώρα.',
  ends: (days) => (days === 1 ? 'Η συνδρομή σας λήγει αύριο' : `Η συνδρομή σας λήγει σε ${days} ημέρες`),
  ended: 'Η συνδρομή σας έληξε',
  extend: 'Ανανεώστε την στον λογαριασμό',
  over: (meter) => `Πάνω από το όριο: ${meter}`,
  silent: (meter) => `Δεν έρχονται ενδείξεις: ${meter}`,
  amount: (used, limit) => `${used} από ${limit} kWh`,
  wrote: (name) => (name ? `Σας έγραψε: ${name}` : 'Σας έγραψε κάποιος'),
  unread: (count) => (count === 1 ? 'Ένα αδιάβαστο μήνυμα' : `${count} αδιάβαστα μηνύματα`),
  pipeline: (stream) => `Η εισαγωγή σας περιμένει: ${stream}`,
  waiting: (files, letters) => `${files} αρχεία σε καραντίνα, ${letters} ανεπίδοτα συμβάντα`,
  streams: { load: 'φορτίο', generation: 'παραγωγή', flows: 'ροές' },
};

export default words;
