import { invalidRequest } from '../../rpc/errors.ts';
import { STREAM_NAMES, type StreamName } from '../definitions.ts';

/** Of each stream the oldest revision that was listed; absent where none was, `0` where there is nothing older. */
export type NewsPlaces = Partial<Record<StreamName, bigint>>;

const TOKEN = /^(?:(?:load|generation|flows):\d{1,18},?){1,3}$/;

/** The token of the page that goes on from places. */
export function newsToken(places: NewsPlaces): string {
  const text = STREAM_NAMES.flatMap((stream) =>
    places[stream] === undefined ? [] : `${stream}:${places[stream]}`,
  );
  return Buffer.from(text.join(',')).toString('base64url');
}

/**
 * The places of a request's page token.
 *
 * @throws ConnectError `invalid_argument` if no answer gave it.
 */
export function newsPlaces(token: string): NewsPlaces {
  if (token === '') return {};
  const text = Buffer.from(token, 'base64url').toString();
  if (!TOKEN.test(text)) {
    const description = 'is not one that an answer gave';
    throw invalidRequest([{ field: 'page_token', reason: 'UNKNOWN_PAGE', description }]);
  }
  const places: NewsPlaces = {};
  for (const stream of STREAM_NAMES) {
    const revision = new RegExp(`${stream}:(\\d+)`).exec(text)?.[1];
    if (revision !== undefined) places[stream] = BigInt(revision);
  }
  return places;
}
