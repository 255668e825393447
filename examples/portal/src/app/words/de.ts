import type { AppWords } from './en.ts';

const words: AppWords = {
  skip: 'Zum Inhalt springen',
  pages: 'Seiten',
  nav: {
    home: 'Neues',
    load: 'Last',
    generation: 'Erzeugung',
    flows: 'Flüsse',
    charts: 'Diagramme',
    meters: 'Zähler',
    support: 'Hilfe',
    account: 'Konto',
    admin: 'Verwaltung',
    adminShort: 'Verwaltung',
    prices: 'Preise',
    developers: 'Entwickler',
  },
  signIn: 'Anmelden',
  signUp: 'Registrieren',
  openPortal: 'Zum Portal',
  language: 'Sprache',
  theme: 'Farben',
  themes: { auto: 'Wie das System', light: 'Hell', dark: 'Dunkel' },
  ended: { text: 'Ihr Abonnement ist zu Ende.', extend: 'Verlängern' },
  attribution: 'Daten: ENTSO-E Transparency Platform',
  loading: 'Wird geladen …',
  retry: 'Erneut versuchen',
  missing: {
    title: 'Hier ist nichts',
    text: 'Vielleicht ist die Adresse vertippt, oder was hier war, ist umgezogen.',
    home: 'Zur Startseite',
  },
  forbidden: {
    title: 'Ihr Konto darf diese Seite nicht sehen',
    text: 'Wer dieses Portal betreibt, kann ihm das Recht geben.',
  },
  failed: {
    title: 'Die Seite konnte nicht geladen werden',
    unreachable: 'Der Server ist nicht erreichbar.',
    again: 'Die Seite versucht es von selbst wieder.',
    unexpected: 'Etwas ist schiefgegangen.',
    quote: (id) => `Nennen Sie ${id}, wenn Sie um Hilfe bitten.`,
    tooMany: (wait) => `Zu viele Versuche. Versuchen Sie es in ${wait} erneut.`,
    signedOut: 'Sie sind nicht mehr angemeldet. Melden Sie sich erneut an.',
    notAllowed: 'Ihr Konto darf das nicht.',
    reasons: {
      WRONG_CREDENTIALS: 'Das Passwort stimmt nicht.',
      ACCOUNT_DISABLED: 'Die Verwaltung hat dieses Konto gesperrt: Wenden Sie sich an sie.',
      PASSWORD_TOO_SHORT:
        'Ein Passwort braucht mindestens 10 Zeichen; ein paar Wörter, die Sie sich merken können, sind gut.',
      PASSWORD_TOO_LONG: 'Ein Passwort hat höchstens 256 Zeichen.',
      PASSWORD_REPETITIVE: 'Dieses Passwort wiederholt wenige Zeichen: Nehmen Sie mindestens 5 verschiedene.',
      PASSWORD_COMMON:
        'Dieses Passwort haben viele, und Angreifer versuchen es zuerst: Wählen Sie ein anderes, vielleicht ein paar Wörter.',
      PASSWORD_PERSONAL:
        'Dieses Passwort ist Ihre Adresse oder Ihr Name, die andere kennen: Wählen Sie ein anderes.',
    },
  },
};

export default words;
