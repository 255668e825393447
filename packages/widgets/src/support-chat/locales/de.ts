import { str } from '@lit/localize';

/** German, of the chat of customers. */
export const supportTemplates = {
  'support.open': 'Den Chat öffnen',
  'support.openUnreadOne': 'Den Chat öffnen, 1 neue Nachricht',
  'support.openUnread': str`Den Chat öffnen, ${0} neue Nachrichten`,
  'support.close': 'Den Chat schließen',
  'support.partMissing': 'Ein Teil konnte nicht geladen werden. Laden Sie die Seite neu.',
  'support.title': 'Kundenservice',
  'support.empty': 'Wie können wir helfen?',
  'support.emptyMore': 'Schreiben Sie uns. Die Antwort erscheint hier, auch wenn Sie später wiederkommen.',
  'support.away': 'Gerade ist niemand da. Schreiben Sie trotzdem: Wir antworten, sobald wir zurück sind.',
  'support.awayUntil': str`Gerade ist niemand da. Schreiben Sie trotzdem: Wir sind wieder da: ${0}.`,
  'support.typingShown': 'Was Sie tippen, ist schon vor dem Senden zu sehen',
  'support.offline': 'Sie sind offline. Was Sie schreiben, wird aufbewahrt und später gesendet.',
  'support.over': 'Dieses Gespräch ist beendet',
  'support.rate': 'Wie war es?',
  'support.rating': str`${0} von 5`,
  'support.thanks': 'Danke für Ihre Bewertung',
  'support.ratingFailed': 'Die Bewertung konnte nicht gespeichert werden',
  'support.startNew': 'Ein neues Gespräch beginnen',
  'support.save': 'Das Gespräch speichern',
  'support.saveFailed': 'Das Gespräch konnte nicht gespeichert werden',
  'support.signIn': 'Melden Sie sich an, um zu schreiben',
  'support.notAllowed': 'Sie können hier nicht schreiben',
  'support.agent': 'Kundenservice',
  'support.dropReference': 'Nicht sagen, worum es geht',
} as const;
