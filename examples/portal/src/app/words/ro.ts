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
    title: 'Contul dumneavoastră nu poate vedea această pagină',
    text: 'Dreptul îl dă cine administrează portalul.',
  },
  failed: {
    title: 'Pagina nu a putut fi încărcată',
    unreachable: 'Serverul nu răspunde.',
    again: 'Pagina încearcă din nou singură.',
    unexpected: 'Ceva nu a mers bine.',
    quote: (id) => `Menționați ${id} când cereți ajutor.`,
    tooMany: (wait) => `Prea multe încercări. Încercați din nou peste ${wait}.`,
    signedOut: 'Nu mai sunteți conectat. Conectați-vă din nou.',
    notAllowed: 'Contul dumneavoastră nu are voie să facă aceasta.',
    reasons: {
      WRONG_CREDENTIALS: 'Parola nu este corectă.',
      ACCOUNT_DISABLED: 'Un administrator a dezactivat acest cont: adresați-vă lui.',
      PASSWORD_TOO_SHORT:
        'O parolă are nevoie de cel puțin 10 caractere; câteva cuvinte ușor de ținut minte sunt bune.',
      PASSWORD_TOO_LONG: 'O parolă are cel mult 256 de caractere.',
      PASSWORD_REPETITIVE: 'Parola repetă aceleași câteva caractere: folosiți cel puțin 5 diferite.',
      PASSWORD_COMMON:
        'Mulți folosesc această parolă, iar atacatorii o încearcă prima: alegeți alta, poate câteva cuvinte.',
      PASSWORD_PERSONAL:
        'Parola este adresa sau numele dumneavoastră, pe care le știu și alții: alegeți alta.',
    },
  },
};

export default words;
