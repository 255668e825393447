import { type Badge, badgeOf } from '../element/badge.ts';
import type { ConnectionController } from '../element/connection-controller.ts';
import type { ChartView } from './chart-view.ts';
import type { SeriesState } from './series-controller.ts';

/** What the badge of a chart is about. */
export interface BadgeSource {
  readonly state: SeriesState;
  readonly connection: Pick<ConnectionController, 'view' | 'isLocal'>;
  readonly view: ChartView | undefined;
  readonly locale: string;
  /** Since when nothing new has come; undefined while that is not too long ago. */
  readonly staleSince: number | undefined;
  /** Whether that can be told yet. */
  readonly isWatched: boolean;
}

/** Live is what shows the newest data: not a chart that waits for its first, nor one that failed. */
export function chartBadge(source: BadgeSource): Badge | undefined {
  const { state, connection, view, locale, staleSince, isWatched } = source;
  const shown = connection.view;
  if (state.status === 'error') {
    return shown.state === 'offline'
      ? badgeOf({ connection: shown, locale, timeZone: view?.clock.timeZone })
      : undefined;
  }
  const asOf =
    state.status === 'ready' && state.asOf !== undefined && view
      ? { time: state.asOf, labels: view.labels }
      : undefined;
  // Whether its own data is live only the page knows.
  if (connection.isLocal && !asOf) return undefined;
  const isWaiting = state.status === 'loading' || !isWatched;
  return badgeOf({
    connection: isWaiting && shown.state === 'live' ? { ...shown, state: 'connecting' } : shown,
    locale,
    timeZone: view?.clock.timeZone,
    asOf,
    staleSince,
  });
}
