import type { SupportWords } from './en.ts';

const words: SupportWords = {
  title: 'Υποστήριξη',
  text: 'Γράψτε όποτε θέλετε. Ό,τι γράψατε εκτός σύνδεσης στέλνεται μόνο του.',
};

export default words;
