import type { SignInWords } from './en.ts';

const words: SignInWords = {
  signIn: {
    title: 'Anmelden',
    submit: 'Anmelden',
    noAccount: 'Noch kein Konto?',
    signUp: '30 Tage ausprobieren',
    with: (provider) => `Weiter mit ${provider}`,
    or: 'oder',
    wrong: 'E-Mail-Adresse und Passwort gehören nicht zusammen.',
    back: 'Melden Sie sich an, um diese Seite zu sehen.',
  },
  signUp: {
    title: 'Wattlet 30 Tage ausprobieren',
    lead: 'Ohne Karte, ohne Verpflichtung. Diagramme von 36 Ländern, Ihre Zähler und Hilfe von der ersten Minute an.',
    submit: 'Konto anlegen',
    hasAccount: 'Haben Sie ein Konto?',
    signIn: 'Anmelden',
    taken: 'Zu dieser Adresse gibt es schon ein Konto. Melden Sie sich an.',
  },
  setPassword: {
    title: 'Neues Passwort setzen',
    lead: 'Der Link, den Sie bekommen haben, gilt einmal. Alle Sitzungen des Kontos enden.',
    submit: 'Passwort setzen',
    gone: 'Dieser Link wurde benutzt, ersetzt oder ist abgelaufen. Bitten Sie um einen neuen.',
    done: 'Ihr Passwort ist gesetzt. Melden Sie sich damit an.',
  },
  name: 'Ihr Name',
  email: 'E-Mail-Adresse',
  password: 'Passwort',
  passwordHint: 'Mindestens 10 Zeichen, und keines, das viele verwenden.',
  errors: {
    access_denied: 'Der andere Dienst durfte nicht sagen, wer Sie sind.',
    sign_in_expired:
      'Das hat zu lange gedauert, oder der Browser behält keine Cookies. Versuchen Sie es erneut.',
    state_mismatch: 'Die Anmeldung wurde in einem anderen Fenster begonnen. Versuchen Sie es erneut.',
    code_refused: 'Diese Anmeldung war schon verwendet. Versuchen Sie es erneut.',
    identity_not_accepted:
      'Dem anderen Dienst war nicht zu trauen. Versuchen Sie es erneut, oder nehmen Sie ein Passwort.',
    email_missing: 'Der andere Dienst nennt keine E-Mail-Adresse. Nehmen Sie ein Passwort.',
    email_taken: 'Zu dieser Adresse gibt es schon ein Konto. Melden Sie sich mit seinem Passwort an.',
    provider_error: 'Der andere Dienst hat abgelehnt. Nehmen Sie ein Passwort, oder versuchen Sie es später.',
    provider_unavailable:
      'Der andere Dienst antwortet nicht. Nehmen Sie ein Passwort, oder versuchen Sie es später.',
    accounts_unavailable: 'Die Konten sind gerade nicht erreichbar. Versuchen Sie es in einer Minute.',
    internal: 'Etwas ist schiefgegangen. Versuchen Sie es erneut.',
  },
};

export default words;
