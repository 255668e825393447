/** The most conversations that are open at once; one more closes the one that was looked at longest ago, if it may be. */
export const MOST_PANES = 8;

/** Which conversations an agent has open, in the order of their tabs, and which of them were looked at last. */
export interface OpenPanes {
  readonly ids: readonly string[];
  /** The same ids, the one that was looked at last first. */
  readonly recent: readonly string[];
}

export const NO_PANES: OpenPanes = { ids: [], recent: [] };

/**
 * Opens a conversation behind the others, or goes to it where it is open.
 *
 * @param isHeld whether one must stay open, as something is written in it: there may be more than the most then
 */
export function openPane(
  { ids, recent }: OpenPanes,
  id: string,
  isHeld: (id: string) => boolean = () => false,
): OpenPanes {
  const looked = [id, ...recent.filter((one) => one !== id)];
  if (ids.includes(id)) return { ids, recent: looked };
  const kept = looked.filter((one, index) => index < MOST_PANES || isHeld(one));
  return { ids: [...ids.filter((one) => kept.includes(one)), id], recent: kept };
}

/** Closes a conversation's pane; the one that was looked at before is in front again. */
export function closePane({ ids, recent }: OpenPanes, id: string): OpenPanes {
  const others = (one: string) => one !== id;
  return { ids: ids.filter(others), recent: recent.filter(others) };
}

/** The conversations that are side by side where there is room for so many, in the order of their tabs. */
export function visiblePanes({ ids, recent }: OpenPanes, columns: number): readonly string[] {
  const shown = new Set(recent.slice(0, columns));
  return ids.filter((id) => shown.has(id));
}

/** How an inbox of a width is divided: whether the list has a place of its own, and how many conversations stand beside it. */
export function columnsOf(width: number): { readonly isNarrow: boolean; readonly columns: number } {
  if (width < 640) return { isNarrow: true, columns: 1 };
  if (width < 1100) return { isNarrow: false, columns: 1 };
  return { isNarrow: false, columns: width < 1500 ? 2 : 3 };
}
