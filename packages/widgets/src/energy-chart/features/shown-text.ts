/** What is to be seen in a slot of a chart, as one line: what the page has put there, or else the chart's own. @param root of the chart */
export function shownText(root: ParentNode, name: 'title' | 'footer'): string {
  const slot = root.querySelector<HTMLSlotElement>(`slot[name=${name}]`);
  const put = slot?.assignedElements({ flatten: true }).map(({ textContent }) => textContent) ?? [];
  return inOneLine(put.join(' ')) || inOneLine(slot?.textContent ?? '');
}

function inOneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
