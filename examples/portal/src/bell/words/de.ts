import type { BellWords } from './en.ts';

const words: BellWords = {
  title: 'Mitteilungen',
  label: (unseen) => (unseen === 0 ? 'Mitteilungen' : `Mitteilungen, ${unseen} neu`),
  none: 'Es gibt nichts, das Sie wissen sollten.',
  failed: 'Sie können gerade nicht geladen werden.',
  ends: (days) => (days === 1 ? 'Ihr Abonnement endet morgen' : `Ihr Abonnement endet in ${days} Tagen`),
  ended: 'Ihr Abonnement ist zu Ende',
  extend: 'Im Konto verlängern',
  over: (meter) => `${meter} ist über der Grenze`,
  silent: (meter) => `Von ${meter} kommen keine Ablesungen`,
  amount: (used, limit) => `${used} von ${limit} kWh`,
  wrote: (name) => (name ? `${name} hat Ihnen geschrieben` : 'Jemand hat Ihnen geschrieben'),
  unread: (count) => (count === 1 ? 'Eine ungelesene Nachricht' : `${count} ungelesene Nachrichten`),
  pipeline: (stream) => `Der Import von ${stream} wartet auf Sie`,
  waiting: (files, letters) => `${files} Dateien in Quarantäne, ${letters} unzustellbare Ereignisse`,
  streams: { load: 'Last', generation: 'Erzeugung', flows: 'Flüssen' },
};

export default words;
