import type { MetersWords } from './en.ts';

const words: MetersWords = {
  title: 'Οι μετρητές μου',
  text: 'Τι καταναλώνετε, πόσο απομένει αυτή την ώρα και τι ξεπέρασε το όριο.',
  choose: 'Μετρητές',
  limit: 'Όριο',
  perHour: 'ανά ώρα',
  noLimit: 'χωρίς όριο',
  lastReading: 'Τελευταία ένδειξη',
  never: 'καμία ακόμη',
  serial: 'Αριθμός',
  address: 'Διεύθυνση',
  consumption: 'Κατανάλωση',
  alerts: 'Ειδοποιήσεις',
  compare: (country) => `Δίπλα στο φορτίο: ${country}`,
  ask: 'Ρωτήστε για τον μετρητή',
  empty: {
    title: 'Δεν έχετε ακόμη μετρητή',
    text: 'Τον συνδέει με τον λογαριασμό σας όποιος λειτουργεί τον μετρητή ή την πύλη. Η υποστήριξη ξέρει πώς.',
    ask: 'Γράψτε στην υποστήριξη',
  },
};

export default words;
