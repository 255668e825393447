import type { RoleStatus } from '../roles/supervisor.ts';
import type { Metrics } from './metrics.ts';

/** Tells of the roles of this process whether they do their work. */
export function measureRoles(metrics: Metrics, roles: () => readonly RoleStatus[]): void {
  const up = metrics.gauge('role_up', 'Whether a role of this process does its work: 1, else 0', ['role']);
  metrics.beforeScrape(async () => {
    up.reset();
    for (const { role, state } of roles()) up.set({ role }, state === 'up' ? 1 : 0);
  });
}

/** What waits for the client of a live stream. */
export interface MeasuredQueue {
  /** Events. */
  readonly size: number;
  readonly bytes: number;
}

export interface MeasureApiOptions {
  /** Of the live streams that are open. */
  readonly queues: Iterable<MeasuredQueue>;
  /** Open connections by the port's name. */
  readonly connections: Readonly<Record<string, { readonly size: number } | undefined>>;
  /** Topics that are watched, by the name of the hub. */
  readonly hubs: Readonly<Record<string, { readonly watcherCount: number }>>;
}

/** Tells what an API node holds open: connections, watched topics, and what waits for slow readers. */
export function measureApi(metrics: Metrics, { queues, connections, hubs }: MeasureApiOptions): void {
  const open = metrics.gauge('connections', 'Open connections', ['port']);
  const watched = metrics.gauge('live_topics', 'Topics that are watched', ['hub']);
  const events = metrics.gauge('live_queued_events', 'Events that wait for the clients of live streams');
  const bytes = metrics.gauge('live_queued_bytes', 'Bytes that wait for the clients of live streams');
  const longest = metrics.gauge('live_longest_queue_events', 'Events that wait for the slowest client');
  metrics.beforeScrape(async () => {
    for (const [port, set] of Object.entries(connections)) if (set) open.set({ port }, set.size);
    for (const [hub, { watcherCount }] of Object.entries(hubs)) watched.set({ hub }, watcherCount);
    const total = { events: 0, bytes: 0, longest: 0 };
    for (const queue of queues) {
      total.events += queue.size;
      total.bytes += queue.bytes;
      total.longest = Math.max(total.longest, queue.size);
    }
    events.set(total.events);
    bytes.set(total.bytes);
    longest.set(total.longest);
  });
}
