import type { ChatReference, StreamName } from '@wattlet/sdk';

const STREAMS: readonly StreamName[] = ['load', 'generation', 'flows'];

const MINUTE_MS = 60_000;

/** The address of the page that shows what a message is about. */
export function addressOf(reference: ChatReference): string {
  switch (reference.kind) {
    case 'series': {
      const { stream, area, from, to } = reference;
      return `/${stream}?${new URLSearchParams({ area, from: from.toISOString(), to: to.toISOString() })}`;
    }
    case 'meter':
      return `/meters/${reference.meterId}${reference.hour ? `?hour=${reference.hour.toISOString()}` : ''}`;
    case 'alert':
      return `/meters?alert=${reference.alertId}`;
  }
}

/** The address of support, with what somebody wants to ask about, in whole minutes: a range that was dragged ends anywhere. */
export function supportAbout(reference: ChatReference): string {
  const texts = Object.entries(reference).map(([name, value]: [string, unknown]) => [
    name,
    value instanceof Date ? nearestMinute(value).toISOString() : String(value),
  ]);
  return `/support?${new URLSearchParams(texts)}`;
}

/** What an address of support wants to ask about; undefined for nothing, and for what cannot be. */
export function aboutOf(query: URLSearchParams): ChatReference | undefined {
  const text = (name: string) => query.get(name) ?? undefined;
  const time = (name: string) => {
    const date = new Date(query.get(name) ?? Number.NaN);
    return Number.isNaN(date.getTime()) ? undefined : date;
  };
  switch (query.get('kind')) {
    case 'series': {
      const stream = STREAMS.find((one) => one === query.get('stream'));
      const [area, from, to] = [text('area'), time('from'), time('to')];
      return stream && area && from && to ? { kind: 'series', stream, area, from, to } : undefined;
    }
    case 'meter': {
      const [meterId, hour] = [text('meterId'), time('hour')];
      return meterId ? { kind: 'meter', meterId, ...(hour && { hour }) } : undefined;
    }
    case 'alert': {
      const alertId = text('alertId');
      return alertId ? { kind: 'alert', alertId } : undefined;
    }
    default:
      return undefined;
  }
}

function nearestMinute(time: Date): Date {
  return new Date(Math.round(time.getTime() / MINUTE_MS) * MINUTE_MS);
}
