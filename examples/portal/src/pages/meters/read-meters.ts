import type { Alert, Meter } from '@wattlet/sdk';
import type { AlertsApi } from '@wattlet/sdk/alerts';
import { WattletError } from '@wattlet/sdk/errors';
import type { MetersApi } from '@wattlet/sdk/meters';

/** Whoever does not want it any more aborts it. */
interface Cancellable {
  readonly signal: AbortSignal;
}

/** Whose meters are asked for. */
interface MetersRequest extends Cancellable {
  /** Id of a meter; empty for none. */
  readonly named: string;
  /** Who answers for a site may see the meters of everybody there: only theirs are asked for. */
  readonly ownerId: string;
}

/** As many as are offered beside each other; who has more finds theirs by its link. */
const MOST_METERS = 200;

/** The meters of a person, and among them the one that an address names, if they may see that. */
export async function readMeters(
  { meters: api }: { readonly meters: Pick<MetersApi, 'list' | 'get'> },
  { named, ownerId, signal }: MetersRequest,
): Promise<readonly Meter[]> {
  const { meters } = await api.list({ ownerId, pageSize: MOST_METERS, signal });
  if (named === '' || meters.some(({ meterId }) => meterId === named)) return meters;
  const one = await api.get(named, { signal }).catch(unlessRefused);
  return one ? [one, ...meters] : meters;
}

/** The alert of an id; undefined where the person may not see it, or there is none. */
export async function findAlert(
  { alerts: api }: { readonly alerts: Pick<AlertsApi, 'get'> },
  alertId: string,
  { signal }: Cancellable,
): Promise<Alert | undefined> {
  return await api.get(alertId, { signal }).catch(unlessRefused);
}

/** What is not there, not theirs, or no id at all is no failure: an address may hold anything. */
function unlessRefused(error: unknown): undefined {
  const codes = ['not_found', 'permission_denied', 'invalid_argument'];
  if (error instanceof WattletError && codes.includes(error.code)) return undefined;
  throw error;
}
