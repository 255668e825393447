import { type CallOptions, type Client, createClient, type Transport } from '@connectrpc/connect';
import { AlertService, type Headroom as WireHeadroom } from '../gen/wattlet/v1/alert_service_pb.js';
import { optionalDate, present, toDate } from '../transport/from-wire.ts';
import type { Alert, Headroom } from './alert.ts';
import { toAlert } from './from-wire.ts';

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
