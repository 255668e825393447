import '/widgets/support-chat.js';

const chat = document.querySelector('#chat');
const asks = [...document.querySelectorAll('[data-ask]')];

/**
 * Offers the chat of the demo customer, if the page may be them: from the corner, and from below each chart.
 *
 * @param referenceTo tells what a chart shows, by its name
 * @param show shows again what a message is about
 */
export function offerChat({ referenceTo, show }) {
  if (document.querySelector('#my-meters').hidden) return;
  for (const part of document.querySelectorAll('#chat, #support, .asks')) part.hidden = false;
  for (const ask of asks) ask.addEventListener('click', () => chat.show(referenceTo(ask.dataset.ask)));
  chat.addEventListener('reference-select', ({ reference }) => show(reference));
}
