/** What the page of support says. */
export const english = {
  title: 'Support',
  text: 'Write at any time. What you wrote while offline is sent by itself.',
};

/** The words of the page of support in any language. */
export type SupportWords = typeof english;
