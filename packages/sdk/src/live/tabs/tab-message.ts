import type { MessageInitShape } from '@bufbuild/protobuf';
import type { ErrorCode } from '../../errors/error-code.ts';
import type { TopicSchema, WatchResponse } from '../../gen/wattlet/v1/live_pb.js';

/**
 * Counted up whenever the contract of the live stream changes, or what tabs say to each other: a tab of an older release
 * would leave out what it does not know. Only tabs of one format share a stream.
 */
export const TAB_FORMAT = 1;

/** One topic as it is asked for. */
export type AskedTopic = MessageInitShape<typeof TopicSchema>;

/** What a stream of a tab says to whoever hosts it. */
export type TabWords =
  | { readonly kind: 'join'; readonly topics: readonly AskedTopic[] }
  /** One event was taken. */
  | { readonly kind: 'taken' }
  /** Answer, if you are there. */
  | { readonly kind: 'ping' }
  | { readonly kind: 'leave' };

/** What a host says to one stream. */
export type HostWords =
  /** You were heard. */
  { readonly kind: 'hosted' } | { readonly kind: 'event'; readonly event: WatchResponse['event'] } | Farewell;

/** What a host says last. */
export type Farewell =
  /** The stream is over, in order unless there is an error. */
  | { readonly kind: 'end'; readonly error?: ToldError }
  /** Open a stream of your own: this one cannot carry you. */
  | { readonly kind: 'alone' };

/** What a host says to everybody: that they say what they watch and from where on, or that it is no more. */
export type HostCall = { readonly kind: 'ask' } | { readonly kind: 'gone' };

/** What goes over the channel of a name. */
export type TabMessage =
  | (TabWords & { readonly from: string })
  | (HostWords & { readonly host: string; readonly to: string })
  | (HostCall & { readonly host: string; readonly to?: undefined });

/** Of an error, what decides how it is treated: an Error of a class of its own does not survive the way. */
export interface ToldError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly retryAfterMs?: number;
}
