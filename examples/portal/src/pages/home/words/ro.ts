import type { HomeWords } from './en.ts';

const words: HomeWords = {
  title: 'Noutăți',
  text: 'Europa acum și ce s-a schimbat de curând.',
  feed: 'Ce s-a schimbat de curând',
  metricLabel: 'Ce arată harta',
  metrics: { load: 'Consum', 'renewable-share': 'Regenerabile', 'net-import': 'Import net' },
  streams: { load: 'Consum', generation: 'Producție', flows: 'Fluxuri' },
  added: (stream, until) => `${stream} până la ${until}`,
  addedBy: (areas, values) => `${values} valori noi: ${areas}`,
  revised: (stream) => `${stream}: revizuire`,
  revisedBy: (values, areas, from) => `${values} valori: ${areas}, de la ${from}`,
  removed: (areas, from) => `Valori retrase: ${areas}, de la ${from}`,
  highest: (what) => `Record: ${what}, maxim`,
  lowest: (what) => `Record: ${what}, minim`,
  record: (value, at, former) => `${value} la ${at}; înainte ${former}`,
  countries: (count) => (count === 1 ? '1 țară' : count < 20 ? `${count} țări` : `${count} de țări`),
  empty: 'Încă nu s-a schimbat nimic. Primul import va spune ce a adus.',
  more: 'Mai vechi',
  down: (streams) => `Fără noutăți despre ${streams} acum: datele nu pot fi atinse.`,
};

export default words;
