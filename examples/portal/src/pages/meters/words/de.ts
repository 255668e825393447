import type { MetersWords } from './en.ts';

const words: MetersWords = {
  title: 'Meine Zähler',
  text: 'Was Sie verbrauchen, wie viel von dieser Stunde übrig ist, und was über seiner Grenze war.',
  choose: 'Zähler',
  limit: 'Grenze',
  perHour: 'je Stunde',
  noLimit: 'keine Grenze',
  lastReading: 'Letzte Ablesung',
  never: 'noch keine',
  serial: 'Nummer',
  address: 'Adresse',
  consumption: 'Verbrauch',
  alerts: 'Alarme',
  compare: (country) => `Neben der Last von ${country}`,
  ask: 'Zu diesem Zähler fragen',
  gone: {
    title: 'Dieser Zähler gehört nicht zu Ihren',
    text: 'Er gehört jetzt vielleicht jemand anderem, oder es gibt ihn nicht mehr.',
    all: 'Zu meinen Zählern',
  },
  empty: {
    title: 'Sie haben noch keinen Zähler',
    text: 'Wer Ihren Zähler oder dieses Portal betreibt, ordnet ihn Ihrem Konto zu. Die Hilfe weiß, wie.',
    ask: 'An die Hilfe schreiben',
  },
};

export default words;
