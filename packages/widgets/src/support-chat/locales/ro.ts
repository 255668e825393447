import { str } from '@lit/localize';

/** Romanian, of the chat of customers. */
export const supportTemplates = {
  'support.open': 'Deschide conversația',
  'support.openUnreadOne': 'Deschide conversația, 1 mesaj nou',
  'support.openUnread': str`Deschide conversația, ${0} mesaje noi`,
  'support.close': 'Închide conversația',
  'support.partMissing': 'O parte nu a putut fi încărcată. Reîncărcați pagina.',
  'support.title': 'Asistență',
  'support.empty': 'Cu ce vă putem ajuta?',
  'support.emptyMore': 'Scrieți-ne. Răspunsul apare aici, chiar dacă reveniți mai târziu.',
  'support.away': 'Momentan nu este nimeni aici. Scrieți-ne totuși: răspundem când revenim.',
  'support.awayUntil': str`Momentan nu este nimeni aici. Scrieți-ne totuși: revenim ${0}.`,
  'support.typingShown': 'Ce scrieți se vede înainte de trimitere',
  'support.offline': 'Sunteți offline. Ce scrieți se păstrează și se trimite mai târziu.',
  'support.over': 'Această conversație s-a încheiat',
  'support.rate': 'Cum a fost?',
  'support.rating': str`${0} din 5`,
  'support.thanks': 'Vă mulțumim pentru evaluare',
  'support.ratingFailed': 'Evaluarea nu a putut fi salvată',
  'support.startNew': 'Începe o conversație nouă',
  'support.save': 'Salvează conversația',
  'support.saveFailed': 'Conversația nu a putut fi salvată',
  'support.signIn': 'Autentificați-vă pentru a ne scrie',
  'support.notAllowed': 'Nu puteți scrie aici',
  'support.agent': 'Asistență',
  'support.dropReference': 'Nu spune despre ce este vorba',
} as const;
