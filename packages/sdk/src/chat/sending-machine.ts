import { go, type Machine } from './machine.ts';

/**
 * Where a message is that somebody has written.
 *
 * - `queued`: others of its conversation are sent before
 * - `sending`: the call is under way
 * - `waiting`: the last try failed; the next comes after a back-off
 * - `failed`: refused for good, unless somebody says to try again
 * - `stored`: acknowledged, or seen among the messages of the conversation
 * - `dropped`: given up by who wrote it
 */
export type SendingState = 'queued' | 'sending' | 'waiting' | 'failed' | 'stored' | 'dropped';

/**
 * What happens to it.
 *
 * - `turn`: it is the first of its conversation
 * - `stored`: the server has acknowledged it, or it is among the messages of the conversation
 * - `lost`: the try failed, another may succeed
 * - `refused`: the try failed, and the same would fail again
 * - `due`: the back-off is over
 * - `wake`: the machine came online, or the page became visible
 * - `retry`: somebody says to try again
 * - `drop`: somebody gives it up
 */
export type SendingEvent = 'turn' | 'stored' | 'lost' | 'refused' | 'due' | 'wake' | 'retry' | 'drop';

/**
 * What to do about it.
 *
 * - `call`: send it, under the same client id as ever
 * - `backOff`: wait before the next try
 * - `stopWaiting`: drop the wait
 * - `keep`: keep it with why it was refused, so that this survives a reload
 * - `requeue`: keep it behind all others, without a refusal
 * - `forget`: take it out of the outbox
 * - `next`: the next one of the conversation has its turn
 */
export type SendingEffect = 'call' | 'backOff' | 'stopWaiting' | 'keep' | 'requeue' | 'forget' | 'next';

/**
 * How a message comes from its writer to the server. One at a time is `sending` or `waiting`; what was refused does not
 * hold up the others.
 *
 * A message that is dropped while it is being sent may have arrived: it then comes back as any message of the conversation.
 */
export const SENDING_MACHINE: Machine<SendingState, SendingEvent, SendingEffect> = {
  queued: {
    turn: go('sending', 'call'),
    stored: go('stored', 'forget', 'next'),
    drop: go('dropped', 'forget', 'next'),
  },
  sending: {
    stored: go('stored', 'forget', 'next'),
    lost: go('waiting', 'backOff'),
    refused: go('failed', 'keep', 'next'),
    drop: go('dropped', 'forget', 'next'),
  },
  waiting: {
    stored: go('stored', 'stopWaiting', 'forget', 'next'),
    due: go('sending', 'call'),
    wake: go('sending', 'stopWaiting', 'call'),
    retry: go('sending', 'stopWaiting', 'call'),
    drop: go('dropped', 'stopWaiting', 'forget', 'next'),
  },
  failed: {
    stored: go('stored', 'forget', 'next'),
    retry: go('queued', 'requeue', 'next'),
    drop: go('dropped', 'forget', 'next'),
  },
  stored: {},
  dropped: {},
};
