import { type CallOptions, type Client, createClient, type Transport } from '@connectrpc/connect';
import { AlertState as WireState } from '../gen/wattlet/v1/alert_pb.js';
import { AlertService, type Headroom as WireHeadroom } from '../gen/wattlet/v1/alert_service_pb.js';
import { lookUp } from '../series/look-up.ts';
import { optionalDate, present, toDate } from '../transport/from-wire.ts';
import type { Alert, AlertState, Headroom } from './alert.ts';
import type { AlertsPage, AlertsRequest } from './alerts-api.ts';
import { toAlert, toAlertsPage } from './from-wire.ts';

/** The states as the contract numbers them. */
const WIRE_STATES: Readonly<Record<AlertState, WireState>> = {
  pending: WireState.PENDING,
  firing: WireState.FIRING,
  acknowledged: WireState.ACKNOWLEDGED,
  resolved: WireState.RESOLVED,
};

/** The calls that a list of alerts is shown without: bundles load them when one is made. Methods reject with whatever fails. */
export class LateAlertCalls {
  readonly #client: Client<typeof AlertService>;

  /** @param transport one that no cache answers for */
  constructor(transport: Transport) {
    this.#client = createClient(AlertService, transport);
  }

  /** One alert. */
  async get(alertId: string, options: CallOptions): Promise<Alert> {
    const { alert } = await this.#client.getAlert({ alertId }, options);
    return toAlert(present(alert, 'alert'));
  }

  /** A page of alerts, newest first. */
  async list(
    { states = [], meterId = '', pageSize = 0, pageToken = '' }: AlertsRequest,
    options: CallOptions,
  ): Promise<AlertsPage> {
    const wireStates = states.map((state) => lookUp(WIRE_STATES, state, 'states'));
    const request = { states: wireStates, meterId, pageSize, pageToken };
    return toAlertsPage(await this.#client.listAlerts(request, options));
  }

  /** Notes that somebody has seen an alert. */
  async acknowledge(alertId: string, options: CallOptions): Promise<Alert> {
    const { alert } = await this.#client.acknowledgeAlert({ alertId }, options);
    return toAlert(present(alert, 'alert'));
  }

  /** How the current hour stands. @param meterId of every meter of the caller where it is empty */
  async headroom(meterId: string, options: CallOptions): Promise<Headroom[]> {
    return (await this.#client.getHeadroom({ meterId }, options)).meters.map(toHeadroom);
  }
}

function toHeadroom({ meterId, meterName, hour, wattHours, limitWattHours, asOf }: WireHeadroom): Headroom {
  return {
    meterId,
    meterName,
    hour: toDate(hour, 'headroom.hour'),
    wattHours: Number(wattHours),
    limitWattHours: Number(limitWattHours),
    ...optionalDate('asOf', asOf),
  };
}
