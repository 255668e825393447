import type { MessageInitShape } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { type NewsItemSchema, RecordKind, type RecordValueSchema } from '../../gen/wattlet/v1/news_pb.js';
import type { StreamName } from '../definitions.ts';
import { areaMessage, rangeMessage, seriesKeyMessage, streamMessageOf } from '../series-messages.ts';
import type { ChangedArea, NewsRevision, StoredRecord } from './news-store.ts';

/** A revision with all that is told of it. */
export interface RevisionNews extends NewsRevision {
  readonly stream: StreamName;
  readonly areas: readonly ChangedArea[];
  readonly records: readonly StoredRecord[];
}

const KINDS = { highest: RecordKind.HIGHEST, lowest: RecordKind.LOWEST } as const;

/** What a revision has changed as the contract says it. */
export function newsMessage(news: RevisionNews): MessageInitShape<typeof NewsItemSchema> {
  const { stream, revision, at, file, areas, records } = news;
  const added = areas.filter((area) => area.added > 0);
  const revised = areas.filter((area) => area.revised > 0 || area.removedMinutes > 0);
  const range = aroundRevised(revised);
  return {
    stream: streamMessageOf(stream),
    revision,
    at: timestampFromDate(at),
    file,
    ...(added.length > 0 && {
      added: {
        count: BigInt(sum(added, (area) => area.added)),
        areas: added.map(({ area, addedUntil }) => ({
          area: areaMessage(area),
          ...(addedUntil && { until: timestampFromDate(addedUntil) }),
        })),
      },
    }),
    ...(range && {
      revised: {
        changed: BigInt(sum(revised, (area) => area.revised)),
        removedSeconds: BigInt(60 * sum(revised, ({ removedMinutes }) => removedMinutes)),
        range: rangeMessage(range),
        areas: revised
          .toSorted((one, other) => (one.area.mapCode < other.area.mapCode ? -1 : 1))
          .map(({ area }) => areaMessage(area)),
      },
    }),
    records: records.map(recordMessage),
  };
}

function recordMessage(record: StoredRecord): MessageInitShape<typeof RecordValueSchema> {
  return {
    key: seriesKeyMessage(record),
    kind: KINDS[record.kind],
    kilowatts: BigInt(record.kilowatts),
    start: timestampFromDate(record.start),
    stepSeconds: record.minutes * 60,
    formerKilowatts: BigInt(record.former),
    formerDay: timestampFromDate(record.formerDay),
    since: timestampFromDate(record.since),
  };
}

function aroundRevised(areas: readonly ChangedArea[]): { from: number; to: number } | undefined {
  const spans = areas.flatMap(({ revisedFrom: from, revisedTo: to }) =>
    from && to ? { from: from.getTime(), to: to.getTime() } : [],
  );
  if (spans.length === 0) return undefined;
  return {
    from: Math.min(...spans.map(({ from }) => from)),
    to: Math.max(...spans.map(({ to }) => to)),
  };
}

const sum = <T>(items: readonly T[], pick: (item: T) => number): number =>
  items.reduce((total, item) => total + pick(item), 0);
