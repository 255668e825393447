import { go, type Machine } from './machine.ts';

/**
 * How far a session is with its conversation.
 *
 * - `draft`: there is no conversation yet; the first message opens it
 * - `connecting`: it is being read, for the first time or again
 * - `ready`: it is known, and followed
 * - `failed`: it cannot be read, and the same would fail again
 * - `closed`: the session is over
 */
export type SessionStatus = 'draft' | 'connecting' | 'ready' | 'failed' | 'closed';

/**
 * What happens to it.
 *
 * - `opened`: there is a conversation now
 * - `heard`: it was read, or has changed
 * - `lost`: it cannot be read or followed, another try may succeed
 * - `refused`: it cannot be read or followed, and the same would fail again
 * - `reconnect`: somebody says to try again
 * - `close`: whoever shows it does not any more, or the client is closed
 */
export type SessionEvent = 'opened' | 'heard' | 'lost' | 'refused' | 'reconnect' | 'close';

/**
 * What to do about it.
 *
 * - `follow`: read it, and every change from then on
 * - `backOff`: read it again after a while, or as soon as it may succeed
 * - `wake`: try now what waits to be tried again
 * - `end`: stop following and sending
 */
export type SessionEffect = 'follow' | 'backOff' | 'wake' | 'end';

/** How a session comes to know its conversation, and stays with it. */
export const SESSION_MACHINE: Machine<SessionStatus, SessionEvent, SessionEffect> = {
  draft: {
    opened: go('connecting', 'follow'),
    reconnect: go('draft', 'wake'),
    close: go('closed', 'end'),
  },
  connecting: {
    heard: go('ready'),
    lost: go('connecting', 'backOff'),
    refused: go('failed'),
    reconnect: go('connecting', 'wake'),
    close: go('closed', 'end'),
  },
  ready: {
    heard: go('ready'),
    lost: go('connecting', 'backOff'),
    refused: go('failed'),
    reconnect: go('ready', 'wake'),
    close: go('closed', 'end'),
  },
  failed: {
    reconnect: go('connecting', 'follow', 'wake'),
    close: go('closed', 'end'),
  },
  closed: {},
};
