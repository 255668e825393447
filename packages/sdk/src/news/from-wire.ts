import { timestampMs } from '@bufbuild/protobuf/wkt';
import * as wire from '../gen/wattlet/v1/news_pb.js';
import {
  optionalTime,
  toArea,
  toCursor,
  toMegawatts,
  toSeriesKey,
  toTimeRange,
} from '../series/from-wire.ts';
import { toStreamName } from '../series/stream-names.ts';
import { optionalText, present, toDate } from '../transport/from-wire.ts';
import type { NewsItem, NewsPage, RecordValue } from './news-item.ts';

const KINDS: Readonly<Record<wire.RecordKind, RecordValue['kind'] | undefined>> = {
  [wire.RecordKind.UNSPECIFIED]: undefined,
  [wire.RecordKind.HIGHEST]: 'highest',
  [wire.RecordKind.LOWEST]: 'lowest',
};

export function toNewsPage({ items, nextPageToken, streams }: wire.ListNewsResponse): NewsPage {
  return {
    items: items.map(toNewsItem),
    ...optionalText('nextPageToken', nextPageToken),
    streams: streams.map(({ stream, cursor }) => ({
      stream: toStreamName(stream),
      ...(cursor && { cursor: toCursor(cursor) }),
    })),
  };
}

function toNewsItem({ stream, revision, at, file, added, revised, records }: wire.NewsItem): NewsItem {
  return {
    stream: toStreamName(stream),
    revision: Number(revision),
    at: toDate(at, 'item.at'),
    file,
    ...(added && {
      added: {
        count: Number(added.count),
        areas: added.areas.map(({ area, until }) => ({
          area: toArea(present(area, 'added.area')),
          ...optionalTime('until', until),
        })),
      },
    }),
    ...(revised && {
      revised: {
        changed: Number(revised.changed),
        removedMs: Number(revised.removedSeconds) * 1000,
        range: toTimeRange(revised.range),
        areas: revised.areas.map(toArea),
      },
    }),
    records: records.map(toRecord),
  };
}

function toRecord(record: wire.RecordValue): RecordValue {
  return {
    key: toSeriesKey(record.key),
    kind: present(KINDS[record.kind], 'record.kind'),
    megawatts: toMegawatts(record.kilowatts),
    start: timestampMs(present(record.start, 'record.start')),
    stepMs: record.stepSeconds * 1000,
    formerMegawatts: toMegawatts(record.formerKilowatts),
    formerDay: timestampMs(present(record.formerDay, 'record.former_day')),
    since: timestampMs(present(record.since, 'record.since')),
  };
}
