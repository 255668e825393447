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
    title: 'Diese Seite ist für die Verwaltung',
    text: 'Ihr Konto darf sie nicht sehen. Wer dieses Portal betreibt, kann ihm das Recht geben.',
  },
  failed: {
    title: 'Die Seite konnte nicht geladen werden',
    unreachable: 'Der Server ist nicht erreichbar. Die Seite versucht es wieder, sobald es geht.',
    unexpected: 'Etwas ist schiefgegangen.',
    quote: (id) => `Nennen Sie ${id}, wenn Sie um Hilfe bitten.`,
  },
};

export default words;
