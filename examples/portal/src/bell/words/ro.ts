import type { BellWords } from './en.ts';

const words: BellWords = {
  title: 'Notificări',
  label: (unseen) => (unseen === 0 ? 'Notificări' : `Notificări, ${unseen} noi`),
  none: 'Nu este nimic de știut.',
  failed: 'Nu pot fi încărcate acum.',
  ends: (days) => (days === 1 ? 'Abonamentul se încheie mâine' : `Abonamentul se încheie în ${days} zile`),
  ended: 'Abonamentul s-a încheiat',
  extend: 'Prelungiți-l în cont',
  over: (meter) => `Peste limită: ${meter}`,
  silent: (meter) => `Nu vin citiri: ${meter}`,
  amount: (used, limit) => `${used} din ${limit} kWh`,
  wrote: (name) => (name ? `${name} v-a scris` : 'Cineva v-a scris'),
  unread: (count) => (count === 1 ? 'Un mesaj necitit' : `${count} mesaje necitite`),
  pipeline: (stream) => `Importul vă așteaptă: ${stream}`,
  waiting: (files, letters) => `${files} fișiere în carantină, ${letters} evenimente nelivrate`,
  streams: { load: 'consum', generation: 'producție', flows: 'fluxuri' },
};

export default words;
