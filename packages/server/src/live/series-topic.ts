import type { SeriesTopic, StreamTopic } from '../gen/wattlet/v1/live_pb.js';
import type { StreamName } from '../streams/definitions.ts';
import type { StreamCursor } from '../streams/query/series-store.ts';
import { type SeriesQuestion, seriesQuestion, streamQuestion } from '../streams/series-requests.ts';
import { type LivePlace, livePlace } from './live-place.ts';
import type { StreamHub } from './stream-hub.ts';
import type { TopicPosition } from './topic-position.ts';

/** The hubs of the series. */
export type SeriesHubs = Readonly<Record<StreamName, StreamHub>>;

/** Reads a topic of series; what is returned joins it. */
export function prepareSeries(
  hubs: SeriesHubs,
  topic: SeriesTopic,
  position: TopicPosition,
): () => LivePlace {
  const path = `${position.path}.series`;
  return joiner(hubs, { ...seriesQuestion(topic), cursor: topic.cursor }, { ...position, path });
}

/** Reads a topic of every area of a stream; what is returned joins it. */
export function prepareStream(
  hubs: SeriesHubs,
  topic: StreamTopic,
  position: TopicPosition,
): () => LivePlace {
  const path = `${position.path}.stream`;
  return joiner(hubs, { ...streamQuestion(topic), cursor: topic.cursor }, { ...position, path });
}

function joiner(
  hubs: SeriesHubs,
  question: SeriesQuestion & { readonly cursor: StreamCursor | undefined },
  { path, ...place }: TopicPosition,
): () => LivePlace {
  const { stream, fields, ...order } = question;
  const paths = {
    area: `${path}.${fields.area}`,
    toArea: `${path}.${fields.toArea}`,
    productionTypes: `${path}.${fields.productionTypes}`,
  };
  const join = () => hubs[stream].watch({ ...order, ...place, fields: paths });
  return () => livePlace(join(), (cursor) => ({ cursor }));
}
