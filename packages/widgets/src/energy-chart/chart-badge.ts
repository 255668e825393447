import { type Badge, badgeOf } from '../element/badge.ts';
import type { ConnectionController } from '../element/connection-controller.ts';
import type { ChartView } from './chart-view.ts';
import type { SeriesState } from './series-controller.ts';
import type { Upkeep } from './upkeep/upkeep.ts';

/** What the badge of a chart is about. */
export interface BadgeSource {
  readonly state: SeriesState;
  readonly connection: Pick<ConnectionController, 'view' | 'isLocal'>;
  readonly view: ChartView | undefined;
  readonly locale: string;
  /** Knows whether anything new comes; undefined until that can be told. */
  readonly upkeep: (Pick<Upkeep, 'isBare'> & { readonly stale: Pick<Upkeep['stale'], 'since'> }) | undefined;
}

/** Live is what shows the newest data: not a chart that waits for its first, nor one of a past without any, nor one that failed. */
export function chartBadge(source: BadgeSource): Badge | undefined {
  const { state, connection, view, locale, upkeep } = source;
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
  if (!asOf && (connection.isLocal || (upkeep?.isBare && shown.state === 'live'))) return undefined;
  const isWaiting = state.status === 'loading' || !upkeep;
  return badgeOf({
    connection: isWaiting && shown.state === 'live' ? { ...shown, state: 'connecting' } : shown,
    locale,
    timeZone: view?.clock.timeZone,
    asOf,
    staleSince: upkeep?.stale.since,
  });
}
