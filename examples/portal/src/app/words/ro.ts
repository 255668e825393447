import type { AppWords } from './en.ts';

const words: AppWords = {
  skip: 'Sari la conținut',
  pages: 'Pagini',
  nav: {
    home: 'Noutăți',
    load: 'Consum',
    generation: 'Producție',
    flows: 'Fluxuri',
    charts: 'Grafice',
    meters: 'Contoare',
    support: 'Asistență',
    account: 'Cont',
    admin: 'Administrare',
    adminShort: 'Admin',
    prices: 'Prețuri',
    developers: 'Dezvoltatori',
  },
  signIn: 'Conectare',
  signUp: 'Înregistrare',
  openPortal: 'Deschide portalul',
  language: 'Limbă',
  theme: 'Aspect',
  themes: { auto: 'Ca sistemul', light: 'Luminos', dark: 'Întunecat' },
  ended: { text: 'Abonamentul s-a încheiat.', extend: 'Prelungește' },
  attribution: 'Date: ENTSO-E Transparency Platform',
  loading: 'Se încarcă …',
  retry: 'Încearcă din nou',
  missing: {
    title: 'Aici nu este nimic',
    text: 'Poate că adresa este greșită sau pagina s-a mutat.',
    home: 'La pagina de start',
  },
  forbidden: {
    title: 'Pagina este pentru administratori',
    text: 'Contul dumneavoastră nu o poate vedea. Dreptul îl dă cine administrează portalul.',
  },
  failed: {
    title: 'Pagina nu a putut fi încărcată',
    unreachable: 'Serverul nu răspunde. Pagina încearcă din nou imediat ce se poate.',
    unexpected: 'Ceva nu a mers bine.',
    quote: (id) => `Menționați ${id} când cereți ajutor.`,
  },
};

export default words;
