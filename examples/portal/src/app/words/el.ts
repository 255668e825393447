import type { AppWords } from './en.ts';

const words: AppWords = {
  skip: 'Μετάβαση στο περιεχόμενο',
  pages: 'Σελίδες',
  nav: {
    home: 'Νέα',
    load: 'Φορτίο',
    generation: 'Παραγωγή',
    flows: 'Ροές',
    charts: 'Γραφήματα',
    meters: 'Μετρητές',
    support: 'Υποστήριξη',
    account: 'Λογαριασμός',
    admin: 'Διαχείριση',
    adminShort: 'Διαχείριση',
    prices: 'Τιμές',
    developers: 'Προγραμματιστές',
  },
  signIn: 'Σύνδεση',
  signUp: 'Εγγραφή',
  openPortal: 'Στην πύλη',
  language: 'Γλώσσα',
  theme: 'Εμφάνιση',
  themes: { auto: 'Όπως το σύστημα', light: 'Ανοιχτόχρωμη', dark: 'Σκουρόχρωμη' },
  ended: { text: 'Η συνδρομή σας έληξε.', extend: 'Ανανέωση' },
  attribution: 'Δεδομένα: ENTSO-E Transparency Platform',
  loading: 'Φόρτωση …',
  retry: 'Δοκιμή ξανά',
  missing: {
    title: 'Εδώ δεν υπάρχει τίποτα',
    text: 'Ίσως η διεύθυνση γράφτηκε λάθος ή η σελίδα μεταφέρθηκε.',
    home: 'Στην αρχική σελίδα',
  },
  forbidden: {
    title: 'Η σελίδα είναι για διαχειριστές',
    text: 'Ο λογαριασμός σας δεν επιτρέπεται να τη δει. Το δικαίωμα το δίνει όποιος λειτουργεί την πύλη.',
  },
  failed: {
    title: 'Η σελίδα δεν μπόρεσε να φορτωθεί',
    unreachable: 'Ο διακομιστής δεν απαντά. Η σελίδα θα δοκιμάσει ξανά μόλις γίνεται.',
    unexpected: 'Κάτι πήγε στραβά.',
    quote: (id) => `Αναφέρετε το ${id} όταν ζητήσετε βοήθεια.`,
  },
};

export default words;
