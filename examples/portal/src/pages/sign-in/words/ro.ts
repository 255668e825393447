import type { SignInWords } from './en.ts';

const words: SignInWords = {
  signIn: {
    title: 'Conectare',
    submit: 'Conectare',
    noAccount: 'Nu aveți cont?',
    signUp: 'Încercați 30 de zile',
    with: (provider) => `Continuați cu ${provider}`,
    or: 'sau',
    wrong: 'Adresa de e-mail și parola nu se potrivesc.',
    back: 'Conectați-vă pentru a vedea pagina.',
  },
  signUp: {
    title: 'Încercați Wattlet 30 de zile',
    lead: 'Fără card, fără obligații. Grafice din 36 de țări, contoarele dumneavoastră și asistență din primul minut.',
    submit: 'Creează contul',
    hasAccount: 'Aveți cont?',
    signIn: 'Conectare',
    taken: 'Există deja un cont cu această adresă. Conectați-vă.',
  },
  setPassword: {
    title: 'Setați o parolă nouă',
    lead: 'Linkul primit este valabil o singură dată. Toate sesiunile contului se încheie.',
    submit: 'Setează parola',
    gone: 'Linkul a fost folosit, înlocuit sau a expirat. Cereți altul.',
    done: 'Parola este setată. Conectați-vă cu ea.',
  },
  name: 'Numele dumneavoastră',
  email: 'Adresa de e-mail',
  password: 'Parola',
  passwordHint: 'Cel puțin 10 caractere, și nu una folosită de mulți.',
  errors: {
    access_denied: 'Celălalt serviciu nu a avut voie să spună cine sunteți.',
    sign_in_expired: 'A durat prea mult sau browserul nu păstrează cookie-uri. Încercați din nou.',
    state_mismatch: 'Conectarea a început în altă fereastră. Încercați din nou.',
    code_refused: 'Această conectare fusese deja folosită. Încercați din nou.',
    identity_not_accepted:
      'Răspunsul celuilalt serviciu nu a fost acceptat. Încercați din nou sau cu parolă.',
    email_missing: 'Celălalt serviciu nu spune adresa de e-mail. Folosiți o parolă.',
    email_taken: 'Există deja un cont cu această adresă. Conectați-vă cu parola lui.',
    provider_error: 'Celălalt serviciu a refuzat. Folosiți o parolă sau încercați mai târziu.',
    provider_unavailable: 'Celălalt serviciu nu răspunde. Folosiți o parolă sau încercați mai târziu.',
    accounts_unavailable: 'Conturile nu sunt disponibile acum. Încercați peste un minut.',
    internal: 'Ceva nu a mers bine. Încercați din nou.',
  },
};

export default words;
