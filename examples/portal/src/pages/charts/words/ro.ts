import type { ChartsWords } from './en.ts';

const words: ChartsWords = {
  load: {
    title: 'Consumul total real',
    text: 'Cât ia o țară din rețeaua ei, așa cum publică operatorul.',
  },
  generation: { title: 'Producția pe tipuri', text: 'Din ce se produce, de la constant la variabil.' },
  flows: {
    title: 'Fluxuri fizice',
    text: 'Ce trece granițele: importuri peste zero, exporturi dedesubt, soldul ca linie.',
  },
  streams: 'Grafice',
  profile: 'Pe ore ale zilei',
  share: 'Distribuie',
  shared: 'Link copiat',
  ask: 'Întreabă despre asta',
  archive: (month) => `Sunt datele din ${month}, redate așa cum au venit.`,
  ended: {
    title: 'Abonamentul s-a încheiat',
    text: 'Prelungiți-l pentru a vedea din nou toată Europa. Ce ați configurat este încă acolo.',
    extend: 'Prelungește',
  },
};

export default words;
