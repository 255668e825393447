import { EnergyMapElement, type TimeChangeEvent } from '@wattlet/widgets/energy-map.js';
import { isArchive } from '../pages/charts/archive-month.ts';

/** Lets a map that goes along with an archive being replayed say whether that goes on, not how old it is. */
export function tellReplay({ currentTarget, to, isLive }: TimeChangeEvent): void {
  if (isLive && currentTarget instanceof EnergyMapElement)
    currentTarget.replay = isArchive(to.getTime(), Date.now());
}
