import type { HomeWords } from './en.ts';

const words: HomeWords = {
  title: 'Νέα',
  text: 'Η Ευρώπη τώρα και ό,τι άλλαξε πρόσφατα.',
  feed: 'Τι άλλαξε πρόσφατα',
  metricLabel: 'Τι δείχνει ο χάρτης',
  metrics: { load: 'Φορτίο', 'renewable-share': 'Ανανεώσιμες', 'net-import': 'Καθαρές εισαγωγές' },
  streams: { load: 'Φορτίο', generation: 'Παραγωγή', flows: 'Ροές' },
  added: (stream, until) => `${stream} ως ${until}`,
  addedBy: (areas, values) => `${values} νέες τιμές: ${areas}`,
  revised: (stream) => `${stream}: αναθεώρηση`,
  revisedBy: (values, areas, from) => `${values} τιμές: ${areas}, από ${from}`,
  removed: (areas, from) => `Αποσύρθηκαν τιμές: ${areas}, από ${from}`,
  highest: (what) => `Ρεκόρ: ${what}, μέγιστο`,
  lowest: (what) => `Ρεκόρ: ${what}, ελάχιστο`,
  record: (value, at, former) => `${value}, ${at}· πριν ${former}`,
  countries: (count) => (count === 1 ? '1 χώρα' : `${count} χώρες`),
  empty: 'Δεν άλλαξε τίποτα ακόμη. Η πρώτη εισαγωγή θα πει τι έφερε.',
  more: 'Παλαιότερα',
  down: (streams) => `Δεν υπάρχουν νέα για: ${streams}. Τα δεδομένα δεν είναι διαθέσιμα τώρα.`,
};

export default words;
