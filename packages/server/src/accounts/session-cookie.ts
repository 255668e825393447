import type { HandlerContext } from '@connectrpc/connect';
import { stringifySetCookie } from 'cookie';
import { type Caller, callerKey } from '../access/caller-key.ts';

/**
 * Name of the cookie that carries a session. By https it has the prefix by which browsers take it from this very host
 * only, over https only (RFC 6265bis, 4.1.3.2): no sibling host can plant one.
 */
export function sessionCookieName({ secure }: Pick<Caller, 'secure'>): string {
  return secure ? '__Host-wattlet_session' : 'wattlet_session';
}

/** The `Set-Cookie` line that gives a browser its session. */
export function sessionCookie(caller: Pick<Caller, 'secure'>, value: string, expiresAt: Date): string {
  return stringifySetCookie({ ...attributes(caller), value, expires: expiresAt });
}

/** The `Set-Cookie` line that takes it away. */
export function endedSessionCookie(caller: Pick<Caller, 'secure'>): string {
  return stringifySetCookie({ ...attributes(caller), value: '', maxAge: 0 });
}

/** Gives the browser of a call its session. */
export function sendSession(context: HandlerContext, value: string, expiresAt: Date): void {
  context.responseHeader.append('set-cookie', sessionCookie(context.values.get(callerKey), value, expiresAt));
}

/** Takes the session from the browser of a call. */
export function clearSession(context: HandlerContext): void {
  context.responseHeader.append('set-cookie', endedSessionCookie(context.values.get(callerKey)));
}

const attributes = (caller: Pick<Caller, 'secure'>) => ({
  name: sessionCookieName(caller),
  httpOnly: true,
  sameSite: 'lax' as const,
  path: '/',
  secure: caller.secure,
});
