import type { CSSResult } from 'lit';

/** Adds a style sheet to a shadow root that has rendered already. */
export function adoptStyles(root: Node, { styleSheet }: CSSResult): void {
  if (root instanceof ShadowRoot && styleSheet) root.adoptedStyleSheets.push(styleSheet);
}
