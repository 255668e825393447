/** The title that is to be seen: what the page has put in its place, or else the chart's own. @param root of the chart */
export function shownTitle(root: ParentNode, title: string): string {
  const slot = root.querySelector<HTMLSlotElement>('slot[name=title]');
  const put = slot?.assignedElements({ flatten: true }).map(({ textContent }) => textContent);
  return put?.join(' ').replace(/\s+/g, ' ').trim() || title;
}
