import { isArchive } from '../pages/charts/archive-month.ts';

/** What charts and maps tell when they go along with new data. */
interface NewestShown extends Event {
  readonly to: Date;
  /** Of a map: whether it is at the newest hour. */
  readonly isLive?: boolean;
}

/** Lets an element that goes along with an archive being replayed say whether that goes on, not how old it is. */
export function tellReplay({ currentTarget, to, isLive = true }: NewestShown): void {
  if (isLive && currentTarget instanceof HTMLElement && 'replay' in currentTarget)
    currentTarget.replay = isArchive(to.getTime(), Date.now());
}
