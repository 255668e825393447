import type { HandlerContext } from '@connectrpc/connect';
import { includesRole, type Person } from '../access/principal.ts';
import { callingPerson } from '../accounts/caller-account.ts';
import { agentsOnly, customersOnly, writtenByAnother } from './chat-errors.ts';

/** Which side of a conversation somebody is on. */
export type Side = 'customer' | 'site';

/** Who takes part in chats: customers in their own, agents and administrators in those of their site. */
export interface ChatCaller {
  readonly siteId: string;
  readonly accountId: string;
  readonly side: Side;
}

/** The side that a person is on. */
export function chatCaller({ siteId, accountId, role }: Person): ChatCaller {
  return { siteId, accountId, side: includesRole(role, 'agent') ? 'site' : 'customer' };
}

/** Who calls. */
export const callerOf = (context: HandlerContext): ChatCaller => chatCaller(callingPerson(context));

/** Refuses what somebody has written before another signed in, as `aborted`. @param writerId who has, if it is told */
export function requireWriter({ accountId }: ChatCaller, writerId: string): void {
  if (writerId !== '' && writerId !== accountId) throw writtenByAnother(writerId);
}

/** Who calls, if it is an agent or administrator; `permission_denied` else. */
export function agentOf(context: HandlerContext): ChatCaller {
  const caller = callerOf(context);
  if (caller.side === 'site') return caller;
  throw agentsOnly();
}

/** Who calls, if it is a customer; `permission_denied` else. */
export function customerOf(context: HandlerContext): ChatCaller {
  const caller = callerOf(context);
  if (caller.side === 'customer') return caller;
  throw customersOnly();
}
