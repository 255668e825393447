import { type Badge, badgeOf } from '../element/badge.ts';
import type { ConnectionController } from '../element/connection-controller.ts';
import type { MapState } from './map-controller.ts';
import { mapStrings } from './map-strings.ts';

/** What the badge of a map is about. */
export interface MapBadgeSource {
  readonly state: MapState;
  readonly connection: Pick<ConnectionController, 'view'>;
  readonly locale: string;
  /** IANA zone of the map's times. */
  readonly timeZone: string;
  /** Since when nothing new has come; undefined while that is not too long ago. */
  readonly staleSince: number | undefined;
}

/** Live is what shows the newest data: not a map that waits for its first, nor one of the past, nor one that failed. */
export function mapBadge({ state, connection, ...rest }: MapBadgeSource): Badge | undefined {
  const { view } = connection;
  const isLive = view.state === 'live';
  if (state.status === 'error' && view.state !== 'offline') return undefined;
  if (isLive && state.status === 'ready' && !state.isLive) return { state: 'past', text: mapStrings.past };
  const isWaiting = isLive && state.status === 'loading';
  return badgeOf({ connection: isWaiting ? { ...view, state: 'connecting' } : view, ...rest });
}
