import { EventEmitter, once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { MessageInitShape } from '@bufbuild/protobuf';
import { durationFromMs, type Timestamp, timestampMs } from '@bufbuild/protobuf/wkt';
import type { ConnectError, ConnectRouter, HandlerContext } from '@connectrpc/connect';
import { connectNodeAdapter } from '@connectrpc/connect-node';
import { AlertService } from '../gen/wattlet/v1/alert_service_pb.js';
import { ChatService } from '../gen/wattlet/v1/chat_pb.js';
import { LiveService, type WatchRequest, type WatchResponseSchema } from '../gen/wattlet/v1/live_pb.js';
import { SeriesService } from '../gen/wattlet/v1/series_pb.js';
import { type AlertEntry, type ScriptedAlertChange, ScriptedAlerts } from './scripted-alerts.ts';
import { type InboxEntry, ScriptedInbox, type ScriptedInboxChange } from './scripted-inbox.ts';
import { type ScriptedChange, ScriptedSeries } from './scripted-series.ts';
import { ScriptedStream } from './scripted-stream.ts';

/** Something a scripted server was asked. */
export interface ScriptedCall {
  readonly method: string;
  readonly httpMethod: string;
  readonly authorization: string | null;
}

/** A real Connect server over HTTP that serves one area's generation and does what a test says. */
export class ScriptedServer {
  readonly series = new ScriptedSeries();
  readonly alerts = new ScriptedAlerts();
  readonly inbox = new ScriptedInbox();
  readonly calls: ScriptedCall[] = [];
  readonly watches: WatchRequest[] = [];
  /** Thrown by the next calls, one each. */
  readonly errors: ConnectError[] = [];
  heartbeatMs = 3_600_000;
  readonly #streams = new Set<ScriptedStream>();
  readonly #changed = new EventEmitter().setMaxListeners(0);
  readonly #server = createServer(connectNodeAdapter({ routes: (router) => this.#routes(router) }));

  async listen(): Promise<{ baseUrl: string; port: number }> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const { port } = this.#server.address() as AddressInfo;
    return { baseUrl: `http://127.0.0.1:${port}`, port };
  }

  async close(): Promise<void> {
    this.endStreams();
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }

  get openStreams(): number {
    return this.#streams.size;
  }

  /** Resolves as soon as the condition holds; looked at whenever a call arrives or a stream comes or goes. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await once(this.#changed, 'change');
  }

  /** Stores a change and announces it. */
  change(change: ScriptedChange): void {
    this.series.change(change);
    this.repeat();
  }

  /** Stores a change of an alert and announces it. */
  changeAlert(change: ScriptedAlertChange): void {
    this.alerts.change(change);
    this.repeatAlert();
  }

  /** Announces the last change of an alert, whether or not it was announced before. */
  repeatAlert(): void {
    const last = this.alerts.last();
    if (!last) return;
    for (const stream of this.#streams) this.#announceAlert(stream, last);
  }

  /** Stores a change of a conversation and announces it to who watches the inbox. */
  changeInbox(change: ScriptedInboxChange): void {
    this.inbox.change(change);
    this.repeatInbox();
  }

  /** An agent comes or goes. */
  tellPresence(agentId: string, online: boolean): void {
    for (const stream of this.#streams)
      stream.send({ case: 'presence', value: { topicIds: stream.idsOf('inbox'), agentId, online } });
  }

  /** Announces the last change of the inbox, whether or not it was announced before. */
  repeatInbox(): void {
    const last = this.inbox.last();
    if (!last) return;
    for (const stream of this.#streams) this.#announceInbox(stream, last);
  }

  /** Announces the last change, whether or not it was announced before. */
  repeat(): void {
    const last = this.series.last();
    if (!last) return;
    for (const stream of this.#streams) this.#announce(stream, last);
  }

  /** Tells every topic that it cannot be continued. */
  reset(): void {
    for (const stream of this.#streams) {
      for (const { id } of [...stream.topics]) stream.reset(id, 'scripted');
    }
  }

  heartbeat(): void {
    for (const stream of this.#streams) stream.send({ case: 'heartbeat', value: {} });
  }

  /** Ends every stream in order. */
  endStreams(): void {
    for (const stream of this.#streams) stream.end();
  }

  #routes(router: ConnectRouter): void {
    router.service(SeriesService, {
      listAreas: (_request, context) => {
        this.#note(context);
        return { areas: [], cursor: this.series.cursor };
      },
      getSeries: ({ range }, context) => {
        this.#note(context);
        const [from, to] = [epochMs(range?.from), epochMs(range?.to)];
        return { series: this.series.read(from, to), cursor: this.series.cursor };
      },
    });
    router.service(AlertService, {
      listAlerts: (request, context) => {
        this.#note(context);
        return this.alerts.page(request);
      },
    });
    router.service(ChatService, {
      listConversations: (request, context) => {
        this.#note(context);
        return this.inbox.page(request);
      },
    });
    router.service(LiveService, {
      watch: (request, context) => {
        this.watches.push(request);
        this.#note(context);
        return this.#watch(request, context);
      },
    });
  }

  #note({ method, requestMethod, requestHeader }: HandlerContext): void {
    this.calls.push({
      method: method.name,
      httpMethod: requestMethod,
      authorization: requestHeader.get('authorization'),
    });
    this.#changed.emit('change');
    const error = this.errors.shift();
    if (error) throw error;
  }

  #watch({ topics }: WatchRequest, { signal }: HandlerContext) {
    const stream = new ScriptedStream([...topics]);
    stream.send({
      case: 'ready',
      value: {
        heartbeat: durationFromMs(this.heartbeatMs),
        heads: topics.map(({ id }) => ({ topicId: id, cursor: this.series.cursor })),
      },
    });
    for (const { id, subject } of topics) {
      if (subject.case === 'alerts') {
        const missed = this.alerts.since(Number(subject.value.cursor?.sequence ?? this.alerts.sequence));
        if (!missed) stream.reset(id, 'cannot replay');
        for (const entry of missed ?? []) this.#announceAlert(stream, entry, [id]);
        continue;
      }
      if (subject.case === 'inbox') {
        const missed = this.inbox.since(Number(subject.value.cursor?.position ?? this.inbox.position));
        if (!missed) stream.reset(id, 'cannot replay');
        for (const entry of missed ?? []) this.#announceInbox(stream, entry, [id]);
        continue;
      }
      const cursor = subject.case === 'series' ? subject.value.cursor : undefined;
      const missed = cursor && this.series.since(cursor);
      if (!missed) stream.reset(id, 'cannot replay');
      for (const entry of missed ?? []) this.#announce(stream, entry, [id]);
    }
    this.#streams.add(stream);
    // Not in a finally: the generator of a client that is gone may never run again.
    signal.addEventListener('abort', () => {
      this.#streams.delete(stream);
      stream.end();
      this.#changed.emit('change');
    });
    this.#changed.emit('change');
    return stream.responses();
  }

  #announce(
    stream: ScriptedStream,
    { revision, change }: { revision: number; change: ScriptedChange },
    topicIds = stream.idsOf('series'),
  ): void {
    if (topicIds.length === 0) return;
    const cursor = { ...this.series.cursor, revision: BigInt(revision) };
    const event: MessageInitShape<typeof WatchResponseSchema>['event'] = {
      case: 'series',
      value: { topicIds, cursor, patches: [this.series.patch(change)] },
    };
    stream.send(event);
  }

  #announceAlert(
    stream: ScriptedStream,
    { sequence, alert }: AlertEntry,
    topicIds = stream.idsOf('alerts'),
  ): void {
    if (topicIds.length === 0) return;
    const cursor = { sequence: BigInt(sequence) };
    stream.send({ case: 'alerts', value: { topicIds, cursor, alerts: [alert] } });
  }

  #announceInbox(
    stream: ScriptedStream,
    { position, id, conversation }: InboxEntry,
    topicIds = stream.idsOf('inbox'),
  ): void {
    if (topicIds.length === 0) return;
    const what = conversation ? { conversations: [conversation] } : { deletedIds: [id] };
    stream.send({ case: 'inbox', value: { topicIds, cursor: { position: String(position) }, ...what } });
  }
}

function epochMs(time: Timestamp | undefined): number {
  return time ? timestampMs(time) : Number.NaN;
}
