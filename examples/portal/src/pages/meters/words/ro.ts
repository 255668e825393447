import type { MetersWords } from './en.ts';

const words: MetersWords = {
  title: 'Contoarele mele',
  text: 'Ce consumați, cât a rămas din ora aceasta și ce a trecut de limită.',
  choose: 'Contoare',
  limit: 'Limită',
  perHour: 'pe oră',
  noLimit: 'fără limită',
  lastReading: 'Ultima citire',
  never: 'încă niciuna',
  serial: 'Număr',
  address: 'Adresă',
  consumption: 'Consum',
  alerts: 'Alerte',
  compare: (country) => `Alături de consumul țării: ${country}`,
  ask: 'Întreabă despre contor',
  gone: {
    title: 'Acest contor nu este printre ale dumneavoastră',
    text: 'Poate că este acum al altcuiva sau nu mai există.',
    all: 'La contoarele mele',
  },
  empty: {
    title: 'Nu aveți încă un contor',
    text: 'Cine administrează contorul sau portalul îl leagă de contul dumneavoastră. Asistența știe cum.',
    ask: 'Scrieți asistenței',
  },
};

export default words;
