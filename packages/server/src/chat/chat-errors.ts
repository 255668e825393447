import {
  aborted,
  alreadyExists,
  failedPrecondition,
  invalidRequest,
  notFound,
  permissionDenied,
} from '../rpc/errors.ts';

/** `not_found`: there is no such conversation, or it is not the caller's. */
export function unknownConversation(id: string) {
  const description = `there is no conversation ${id}`;
  return notFound({ field: 'conversation_id', reason: 'UNKNOWN_CONVERSATION', description });
}

/** `not_found`: the site has no such customer. */
export function unknownCustomer(id: string) {
  const description = `there is no customer ${id} on this site`;
  return notFound({ field: 'customer_id', reason: 'UNKNOWN_CUSTOMER', description });
}

/** `not_found`: there is no such attachment, or it is not for the caller. */
export function unknownAttachment(id: string) {
  const description = `there is no attachment ${id}`;
  return notFound({ field: 'attachment_id', reason: 'UNKNOWN_ATTACHMENT', description });
}

/** `already_exists`: the client id was used for something else. */
export function clientIdTaken(what: string) {
  const description = `another ${what} was made with this client id: choose a new one`;
  return alreadyExists({ field: 'client_id', reason: 'CLIENT_ID_TAKEN', description });
}

/** `permission_denied`: an agent has barred the customer. */
export function customerBlocked() {
  const message = 'you cannot write here any more';
  return permissionDenied({ reason: 'CUSTOMER_BLOCKED', message });
}

/** `permission_denied` for customers. */
export function agentsOnly() {
  return permissionDenied({ reason: 'AGENTS_ONLY', message: 'this is for agents and administrators' });
}

/** `permission_denied` for agents. */
export function customersOnly() {
  return permissionDenied({ reason: 'CUSTOMERS_ONLY', message: 'this is for customers' });
}

/** `failed_precondition`: visitors who are not signed in may not write. */
export function noVisitors() {
  const message = 'this site answers customers who are signed in';
  return failedPrecondition({ reason: 'NO_VISITORS', message });
}

/** `failed_precondition`: the customer has as many open conversations as there may be. */
export function tooManyConversations(most: number) {
  const message = `there are ${most} open conversations already: go on in one of them, or close one`;
  return failedPrecondition({ reason: 'TOO_MANY_CONVERSATIONS', message });
}

/** `aborted`: another agent was faster. */
export function assignedOtherwise(agentId: string | null) {
  const message =
    agentId === null ? 'nobody has the conversation any more' : `the agent ${agentId} has the conversation`;
  return aborted({ reason: 'ASSIGNED_OTHERWISE', message, metadata: { agent_id: agentId ?? '' } });
}

/** `invalid_argument`: who is to have a conversation is no agent of the site. */
export function noSuchAgent(id: string) {
  const description = `there is no agent ${id} on this site`;
  return invalidRequest([{ field: 'agent_id', reason: 'UNKNOWN_AGENT', description }]);
}

/** `aborted`: what one has written is sent by somebody else, who has signed in on the same device since. */
export function writtenByAnother(writerId: string) {
  const message = `this was written by ${writerId}, who is not signed in`;
  return aborted({ reason: 'WRITTEN_BY_ANOTHER', message });
}

/** `failed_precondition`: only what is over is rated. */
export function notClosed() {
  return failedPrecondition({ reason: 'CONVERSATION_OPEN', message: 'the conversation is not closed yet' });
}
