import type { BusEvent, EventBus } from '../platform/bus/event-bus.ts';
import { inSpan, type SpanOptions, type Tracing } from './tracing.ts';

/** Where the trace of an event stands in its payload, whatever carries it. */
const FIELD = 'traceparent';

/** A bus whose events carry the trace of what published them, and are handled in it. Handlers see the payload as it was published. */
export function tracedBus(bus: EventBus, tracing: Tracing): EventBus {
  return {
    publish(execute, event) {
      const traceparent = tracing.traceparent();
      const { payload } = event;
      if (traceparent === undefined || !isPlainObject(payload)) return bus.publish(execute, event);
      return bus.publish(execute, { ...event, payload: { ...payload, [FIELD]: traceparent } });
    },
    consume({ handle, handleAll, ...options }) {
      const { topic, group } = options;
      const span = (more: Pick<SpanOptions, 'parent' | 'links'>): SpanOptions => ({
        name: `${topic} process`,
        kind: 'consumer',
        attributes: {
          'messaging.system': 'wattlet',
          'messaging.operation.type': 'process',
          'messaging.destination.name': topic,
          'messaging.consumer.group.name': group,
        },
        ...more,
      });
      return bus.consume({
        ...options,
        handle(event, signal) {
          const { parent, plain } = unpack(event);
          return inSpan(tracing, span({ parent }), () => handle(plain, signal));
        },
        ...(handleAll && {
          handleAll(events, signal) {
            const unpacked = events.map(unpack);
            const links = unpacked.flatMap(({ parent }) => parent ?? []);
            const plain = unpacked.map((each) => each.plain);
            return inSpan(tracing, span({ links }), () => handleAll(plain, signal));
          },
        }),
      });
    },
    tail: (options) => bus.tail(options),
    listParked: (options) => bus.listParked(options),
    retryParked: (id) => bus.retryParked(id),
    groupLags: () => bus.groupLags(),
  };
}

function unpack(event: BusEvent): { readonly parent: string | undefined; readonly plain: BusEvent } {
  const { payload } = event;
  if (!isPlainObject(payload)) return { parent: undefined, plain: event };
  const { [FIELD]: parent, ...rest } = payload;
  return typeof parent === 'string'
    ? { parent, plain: { ...event, payload: rest } }
    : { parent: undefined, plain: event };
}

const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
