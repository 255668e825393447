import type { SupportWords } from './en.ts';

const words: SupportWords = {
  title: 'Asistență',
  text: 'Scrieți oricând. Ce ați scris fără conexiune se trimite singur.',
};

export default words;
