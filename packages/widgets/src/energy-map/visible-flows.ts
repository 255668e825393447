import type { MapFrame, NetFlow } from './map-frame.ts';

/** Below this many CSS pixels per unit arrows stand so close that only those that matter most are drawn. */
const CROWDED_SCALE = 0.42;
const LEAST_CROWDED_MEGAWATTS = 300;

/** The smallest flow that is drawn at a scale of the map, in megawatts; 0 where each is. */
export function leastFlow(scale: number): number {
  return scale < CROWDED_SCALE ? LEAST_CROWDED_MEGAWATTS : 0;
}

/** The flows that are drawn: none where nothing flows. The table has all of them. */
export function visibleFlows({ flows }: MapFrame, scale: number): readonly NetFlow[] {
  return flows.filter(({ megawatts }) => megawatts > 0 && megawatts >= leastFlow(scale));
}
