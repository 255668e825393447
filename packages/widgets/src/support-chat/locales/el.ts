import { str } from '@lit/localize';

/** Greek, of the chat of customers. */
export const supportTemplates = {
  'support.open': 'Άνοιγμα συνομιλίας',
  'support.openUnreadOne': 'Άνοιγμα συνομιλίας, 1 νέο μήνυμα',
  'support.openUnread': str`Άνοιγμα συνομιλίας, ${0} νέα μηνύματα`,
  'support.close': 'Κλείσιμο συνομιλίας',
  'support.partMissing': 'Ένα τμήμα δεν φορτώθηκε. Φορτώστε ξανά τη σελίδα.',
  'support.title': 'Υποστήριξη',
  'support.empty': 'Πώς μπορούμε να βοηθήσουμε;',
  'support.emptyMore': 'Γράψτε μας. Η απάντηση έρχεται εδώ, ακόμη κι αν επιστρέψετε αργότερα.',
  'support.away': 'Αυτή τη στιγμή δεν είναι κανείς εδώ. Γράψτε μας: θα απαντήσουμε όταν επιστρέψουμε.',
  'support.awayUntil': str`Αυτή τη στιγμή δεν είναι κανείς εδώ. Γράψτε μας: επιστρέφουμε ${0}.`,
  'support.typingShown': 'Ό,τι πληκτρολογείτε φαίνεται πριν το στείλετε',
  'support.offline': 'Είστε εκτός σύνδεσης. Ό,τι γράψετε φυλάσσεται και στέλνεται αργότερα.',
  'support.over': 'Η συνομιλία έχει λήξει',
  'support.rate': 'Πώς σας φάνηκε;',
  'support.rating': str`${0} από 5`,
  'support.thanks': 'Ευχαριστούμε για την αξιολόγηση',
  'support.ratingFailed': 'Η αξιολόγηση δεν αποθηκεύτηκε',
  'support.startNew': 'Νέα συνομιλία',
  'support.save': 'Αποθήκευση συνομιλίας',
  'support.saveFailed': 'Η συνομιλία δεν αποθηκεύτηκε',
  'support.signIn': 'Συνδεθείτε για να μας γράψετε',
  'support.notAllowed': 'Δεν μπορείτε να γράψετε εδώ',
  'support.agent': 'Υποστήριξη',
  'support.dropReference': 'Χωρίς αναφορά στο θέμα',
} as const;
