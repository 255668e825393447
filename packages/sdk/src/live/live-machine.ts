/**
 * Where the shared live stream of a client is.
 *
 * - `idle`: nothing is watched
 * - `opening`: the first stream is being opened
 * - `live`: the stream is open
 * - `resuming`: a stream that was live is being replaced by another, unseen
 * - `waiting`: the stream was lost; the next try comes after a back-off
 * - `reopening`: the next try is under way
 * - `closed`: for good
 */
export type LiveState = 'idle' | 'opening' | 'live' | 'resuming' | 'waiting' | 'reopening' | 'closed';

/**
 * What happens to it.
 *
 * - `wanted`: the set of topics has changed, and is not empty
 * - `unwanted`: no topic is left
 * - `ready`: the first frame of a stream
 * - `frame`: any later frame
 * - `ended`: the server ended the stream in order, after it had been steady
 * - `lost`: the stream failed, or did not last
 * - `refused`: it failed in a way that can only repeat itself
 * - `silent`: no frame for 2.5 heartbeats
 * - `due`: the back-off is over
 * - `wake`: the machine came online, or the page became visible
 * - `close`: the client is closed
 */
export type LiveEvent =
  | 'wanted'
  | 'unwanted'
  | 'ready'
  | 'frame'
  | 'ended'
  | 'lost'
  | 'refused'
  | 'silent'
  | 'due'
  | 'wake'
  | 'close';

/**
 * What to do about it.
 *
 * - `open`: give up the current stream and any wait, and open one with the topics as they are now
 * - `abort`: give up the current stream
 * - `arm`: start the watchdog anew
 * - `check`: see whether the watchdog slept through its time, as timers do while a machine sleeps
 * - `backOff`: wait before the next try
 * - `stopWaiting`: drop the wait
 * - `fail`: tell every topic the error, and forget them
 * - `end`: tell every topic that the client is closed, and forget them
 */
export type LiveEffect = 'open' | 'abort' | 'arm' | 'check' | 'backOff' | 'stopWaiting' | 'fail' | 'end';

/** What an event does in a state. */
export interface LiveTransition {
  readonly to: LiveState;
  readonly effects: readonly LiveEffect[];
}

const go = (to: LiveState, ...effects: readonly LiveEffect[]): LiveTransition => ({ to, effects });

/** Every event in every state. Events that a state does not expect are late, and change nothing. */
export const LIVE_MACHINE: Readonly<Record<LiveState, Readonly<Record<LiveEvent, LiveTransition>>>> = {
  idle: {
    wanted: go('opening', 'open'),
    unwanted: go('idle'),
    ready: go('idle'),
    frame: go('idle'),
    ended: go('idle'),
    lost: go('idle'),
    refused: go('idle'),
    silent: go('idle'),
    due: go('idle'),
    wake: go('idle'),
    close: go('closed', 'end'),
  },
  opening: {
    wanted: go('opening', 'open'),
    unwanted: go('idle', 'abort'),
    ready: go('live', 'arm'),
    frame: go('opening'),
    ended: go('waiting', 'abort', 'backOff'),
    lost: go('waiting', 'abort', 'backOff'),
    refused: go('idle', 'abort', 'fail'),
    silent: go('waiting', 'abort', 'backOff'),
    due: go('opening'),
    wake: go('opening', 'check'),
    close: go('closed', 'abort', 'end'),
  },
  live: {
    wanted: go('resuming', 'open'),
    unwanted: go('idle', 'abort'),
    ready: go('live', 'arm'),
    frame: go('live', 'arm'),
    ended: go('resuming', 'open'),
    lost: go('waiting', 'abort', 'backOff'),
    refused: go('idle', 'abort', 'fail'),
    silent: go('waiting', 'abort', 'backOff'),
    due: go('live'),
    wake: go('live', 'check'),
    close: go('closed', 'abort', 'end'),
  },
  resuming: {
    wanted: go('resuming', 'open'),
    unwanted: go('idle', 'abort'),
    ready: go('live', 'arm'),
    frame: go('resuming'),
    ended: go('waiting', 'abort', 'backOff'),
    lost: go('waiting', 'abort', 'backOff'),
    refused: go('idle', 'abort', 'fail'),
    silent: go('waiting', 'abort', 'backOff'),
    due: go('resuming'),
    wake: go('resuming', 'check'),
    close: go('closed', 'abort', 'end'),
  },
  waiting: {
    wanted: go('waiting'),
    unwanted: go('idle', 'stopWaiting'),
    ready: go('waiting'),
    frame: go('waiting'),
    ended: go('waiting'),
    lost: go('waiting'),
    refused: go('waiting'),
    silent: go('waiting'),
    due: go('reopening', 'open'),
    wake: go('reopening', 'open'),
    close: go('closed', 'stopWaiting', 'end'),
  },
  reopening: {
    wanted: go('reopening', 'open'),
    unwanted: go('idle', 'abort'),
    ready: go('live', 'arm'),
    frame: go('reopening'),
    ended: go('waiting', 'abort', 'backOff'),
    lost: go('waiting', 'abort', 'backOff'),
    refused: go('idle', 'abort', 'fail'),
    silent: go('waiting', 'abort', 'backOff'),
    due: go('reopening'),
    wake: go('reopening', 'check'),
    close: go('closed', 'abort', 'end'),
  },
  closed: {
    wanted: go('closed', 'end'),
    unwanted: go('closed'),
    ready: go('closed'),
    frame: go('closed'),
    ended: go('closed'),
    lost: go('closed'),
    refused: go('closed'),
    silent: go('closed'),
    due: go('closed'),
    wake: go('closed'),
    close: go('closed'),
  },
};
