/**
 * A style sheet by which elements of these names look like the blocks that they will be, with what the page has put into
 * them, until they are there. What is meant for a slot does not show before the slot does. The page's own rules come first.
 */
export function waitingStyles(names: readonly string[]): CSSStyleSheet {
  const waiting = `:is(${names}):not(:defined)`;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`:where(${waiting}){display:block}${waiting}>[slot]{display:none!important}`);
  return sheet;
}
