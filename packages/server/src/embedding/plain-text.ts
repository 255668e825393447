const SUBJECT = /^[^\p{Cc}]{1,200}$/u;

/** Whether a text can be a site's own id of a customer: 1 to 200 characters, none of them for control. */
export function isSubject(text: string): boolean {
  // Broken surrogates would all be stored as one and the same character.
  return SUBJECT.test(text) && text.isWellFormed();
}

/** A name as it is stored and shown: without characters for control, without white space around it, of at most so many characters. */
export function plainName(text: string, longest = 100): string {
  const characters = [
    ...text
      .replaceAll(/\p{Cc}/gu, '')
      .trim()
      .toWellFormed(),
  ];
  return characters.slice(0, longest).join('');
}
