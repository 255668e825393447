import type { SupportWords } from './en.ts';

const words: SupportWords = {
  title: 'Hilfe',
  text: 'Schreiben Sie jederzeit. Was Sie offline geschrieben haben, wird von selbst gesendet.',
};

export default words;
