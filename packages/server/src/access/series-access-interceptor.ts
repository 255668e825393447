import { isMessage, type Message } from '@bufbuild/protobuf';
import type { Interceptor } from '@connectrpc/connect';
import { WatchRequestSchema } from '../gen/wattlet/v1/live_pb.js';
import { ListNewsRequestSchema } from '../gen/wattlet/v1/news_pb.js';
import {
  GetProfileRequestSchema,
  GetSeriesRequestSchema,
  GetSnapshotRequestSchema,
} from '../gen/wattlet/v1/series_pb.js';
import { seriesQuestion } from '../streams/series-requests.ts';
import { identityKey } from './identity-key.ts';
import type { SeriesAccess, SeriesRead } from './series-access.ts';
import { streamChecksKey } from './stream-checks.ts';

/**
 * Keeps the series to those who may read them; streams end when they may not any more. Answers that are not for
 * everybody are kept by no shared cache. Goes after the interceptors that find out who calls and validate.
 */
export function seriesAccessInterceptor(access: SeriesAccess): Interceptor {
  return (next) => async (call) => {
    const identity = call.contextValues.get(identityKey);
    if (!call.stream) {
      const reads = readsOf(call.message);
      if (reads.length === 0) return next(call);
      const audience = await access.admit(identity, reads);
      const response = await next(call);
      if (audience === 'private') makePrivate(response.header);
      return response;
    }
    const messages: Message[] = [];
    for await (const message of call.message) messages.push(message);
    const reads = messages.flatMap(readsOf);
    const audience = reads.length === 0 ? 'public' : await access.admit(identity, reads);
    if (audience === 'private') {
      const check = async (current: typeof identity) => void (await access.admit(current, reads));
      call.contextValues.get(streamChecksKey)?.push(check);
    }
    return next({ ...call, message: each(messages) });
  };
}

/** Which series a request reads; the areas that there are is no secret. */
function readsOf(message: Message): SeriesRead[] {
  if (isMessage(message, GetSeriesRequestSchema) || isMessage(message, GetProfileRequestSchema)) {
    return [seriesQuestion(message)];
  }
  if (isMessage(message, GetSnapshotRequestSchema) || isMessage(message, ListNewsRequestSchema)) {
    return ['everything'];
  }
  if (!isMessage(message, WatchRequestSchema)) return [];
  return message.topics.flatMap(({ subject }) =>
    subject.case === 'series' ? [seriesQuestion(subject.value)] : [],
  );
}

/** Only where the answer may be kept at all. */
function makePrivate(header: Headers): void {
  const cacheControl = header.get('cache-control');
  if (cacheControl !== null) header.set('cache-control', cacheControl.replace(/\bpublic\b/, 'private'));
}

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}
