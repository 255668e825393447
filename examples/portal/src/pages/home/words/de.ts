import type { HomeWords } from './en.ts';

const words: HomeWords = {
  title: 'Neues',
  text: 'Europa jetzt, und was sich zuletzt geändert hat.',
  feed: 'Was sich zuletzt geändert hat',
  metricLabel: 'Was die Karte zeigt',
  metrics: { load: 'Last', 'renewable-share': 'Erneuerbare', 'net-import': 'Nettoimport' },
  streams: { load: 'Last', generation: 'Erzeugung', flows: 'Flüsse' },
  added: (stream, until) => `${stream} bis ${until}`,
  addedBy: (areas, values) => `${values} neue Werte von ${areas}`,
  revised: (stream) => `${stream} korrigiert`,
  revisedBy: (values, areas, from) => `${values} Werte von ${areas}, ab ${from}`,
  removed: (areas, from) => `Werte von ${areas} wurden zurückgezogen, ab ${from}`,
  highest: (what) => `Rekord: ${what}, höchster Wert`,
  lowest: (what) => `Rekord: ${what}, niedrigster Wert`,
  record: (value, at, former) => `${value} um ${at}; davor ${former}`,
  countries: (count) => (count === 1 ? '1 Land' : `${count} Ländern`),
  empty: 'Noch hat sich nichts geändert. Der erste Import sagt, was er brachte.',
  more: 'Ältere zeigen',
  down: (streams) => `Zurzeit nichts Neues von ${streams}: die Daten sind nicht erreichbar.`,
};

export default words;
