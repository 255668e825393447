import type { MasterSecret } from '../../embedding/master-secret.ts';
import type { EventBus } from '../../platform/bus/event-bus.ts';
import { WakeUp } from '../../platform/bus/wake-up.ts';
import {
  GuardedFetchError,
  type GuardedFetchOptions,
  type GuardedResponse,
} from '../../platform/guarded-fetch.ts';
import type { Log } from '../../platform/log.ts';
import type { Sql } from '../../platform/postgres/database.ts';
import { runTogether } from '../../platform/run-together.ts';
import { ALERT_TOPICS } from '../events.ts';
import { DeliveriesUnderWay } from './deliveries-under-way.ts';
import { nextTry } from './delivery-schedule.ts';
import { claimDeliveries, type Delivery, finishDelivery, postponeDelivery } from './delivery-store.ts';
import { signedHeaders, webhookKey } from './webhook-signature.ts';

/** What deliveries are made with. */
export interface WebhookDelivererOptions {
  readonly sql: Sql;
  readonly bus: Pick<EventBus, 'tail'>;
  readonly log: Log;
  /** What signing keys are derived from. */
  readonly secret: MasterSecret;
  /** Sends a request; see `guardedFetch`. */
  readonly fetch: (url: string, options: GuardedFetchOptions) => Promise<GuardedResponse>;
  /** The current time. */
  readonly now: () => Date;
  /** A number in [0, 1). */
  readonly random?: () => number;
  /** How often to look for deliveries whose time has come, in milliseconds. */
  readonly pollMs?: number;
  /** Hears how each try ended; `parked` was the last one. */
  readonly onAttempt?: (outcome: 'delivered' | 'failed' | 'parked') => void;
}

const POLL_MS = 1_000;
/** Until the whole answer is there. */
const TIMEOUT_MS = 10_000;
/** More than a try can take. */
const LEASE_MS = 60_000;
/** Nothing of an answer matters but its status. */
const MAX_ANSWER_BYTES = 65_536;
const LIMITS = { most: 16, ofSite: 2 } as const;
const MAX_ERROR_LENGTH = 300;

/**
 * Tells sites of their alerts, at least once each, until the signal aborts. At most 16 deliveries at a time, two of them of
 * one site, so that one that does not answer holds up no other. Safe to run in many processes.
 */
export async function runWebhookDeliverer(
  options: WebhookDelivererOptions,
  signal: AbortSignal,
): Promise<void> {
  const { bus, pollMs = POLL_MS } = options;
  const wake = new WakeUp();
  const tail = (end: AbortSignal) =>
    bus.tail({ topic: ALERT_TOPICS.alertsChanged, onWake: () => wake.call(), signal: end });
  const deliver = async (end: AbortSignal) => {
    const underWay = new DeliveriesUnderWay(() => wake.call());
    while (!end.aborted) {
      underWay.check();
      const begun = await beginDue(options, underWay, end);
      if (begun === 0) await wake.wait(pollMs, end);
    }
    await underWay.settled();
  };
  await runTogether([tail, deliver], signal);
}

/** Begins to try what is due, as far as there is room beside what is under way, and returns how many that was. */
export async function beginDue(
  options: WebhookDelivererOptions,
  underWay: DeliveriesUnderWay,
  signal: AbortSignal,
): Promise<number> {
  const room = LIMITS.most - underWay.size;
  if (room <= 0) return 0;
  const now = options.now();
  const leaseUntil = new Date(now.getTime() + LEASE_MS);
  const limits = { most: room, ofSite: LIMITS.ofSite, underWay: underWay.ofSites };
  const due = await claimDeliveries(options.sql, limits, { now, leaseUntil });
  for (const delivery of due) underWay.add(delivery.siteId, attempt(delivery, options, signal));
  return due.length;
}

async function attempt(
  delivery: Delivery,
  options: WebhookDelivererOptions,
  signal: AbortSignal,
): Promise<void> {
  const { sql, log, now, random = Math.random, onAttempt } = options;
  const error = await send(delivery, options, signal);
  // What was stopped is nobody's fault: it is tried again when its lease is over.
  if (signal.aborted && error !== undefined) return;
  if (error === undefined) {
    onAttempt?.('delivered');
    return finishDelivery(sql, delivery);
  }
  const nextAt = nextTry(delivery, now(), random);
  onAttempt?.(nextAt ? 'failed' : 'parked');
  const { siteId, alertId, transition, attempts } = delivery;
  log[nextAt ? 'info' : 'warn'](
    { siteId, alertId, transition, attempts, reason: error, nextAt },
    'webhook failed',
  );
  await postponeDelivery(sql, delivery, { error, nextAt, now: now() });
}

/** Why it failed; undefined if the site has taken it. */
async function send(
  { siteId, alertId, transition, body, url, secretId }: Delivery,
  { fetch, secret, now }: WebhookDelivererOptions,
  signal: AbortSignal,
): Promise<string | undefined> {
  const key = webhookKey(secret, siteId, secretId);
  const headers = signedHeaders(key, { id: `${alertId}.${transition}`, sentAt: now(), body });
  try {
    const { status } = await fetch(url, {
      method: 'POST',
      headers,
      body,
      timeoutMs: TIMEOUT_MS,
      maxBytes: MAX_ANSWER_BYTES,
      signal,
    });
    return status >= 200 && status < 300 ? undefined : `answers with status ${status}`;
  } catch (error) {
    if (!(error instanceof GuardedFetchError) && !signal.aborted) throw error;
    return (error instanceof Error ? error.message : String(error)).slice(0, MAX_ERROR_LENGTH);
  }
}
