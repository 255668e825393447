import type { ChartsWords } from './en.ts';

const words: ChartsWords = {
  load: {
    title: 'Tatsächliche Gesamtlast',
    text: 'Was ein Land aus seinem Netz bezieht, wie sein Betreiber es veröffentlicht.',
  },
  generation: { title: 'Erzeugung nach Art', text: 'Woraus es erzeugt wird, von stetig bis schwankend.' },
  flows: {
    title: 'Physikalische Flüsse',
    text: 'Was über seine Grenzen geht: Importe über null, Exporte darunter, der Saldo als Linie.',
  },
  streams: 'Diagramme',
  profile: 'Nach Stunde des Tages',
  share: 'Teilen',
  shared: 'Link kopiert',
  ask: 'Dazu fragen',
  archive: (month) => `Dies sind die Daten vom ${month}, abgespielt, wie sie kamen.`,
  ended: {
    title: 'Ihr Abonnement ist zu Ende',
    text: 'Verlängern Sie es, um wieder ganz Europa zu sehen. Was Sie eingerichtet hatten, ist noch da.',
    extend: 'Verlängern',
  },
};

export default words;
