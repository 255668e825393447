import type { Interceptor } from '@connectrpc/connect';
import { parseCookie } from 'cookie';
import { callerKey } from '../access/caller-key.ts';
import { principalKey } from '../access/principal-key.ts';
import type { AnySql } from '../platform/postgres/database.ts';
import { sessionCookie, sessionCookieName } from './session-cookie.ts';
import { rotateSession, SESSION_LIFE_MS } from './sessions.ts';

export interface SessionRenewalOptions {
  readonly sql: AnySql;
  readonly now?: () => Date;
}

/**
 * Gives browsers new values of their session's cookie when they are due, with the answer of a call. Comes after the
 * interceptor that finds out who calls. Only answers to POST carry one: others may be kept by a shared cache.
 */
export function sessionRenewal({ sql, now = () => new Date() }: SessionRenewalOptions): Interceptor {
  return (next) => async (call) => {
    const response = await next(call);
    const principal = call.contextValues.get(principalKey);
    if (!('renewalDue' in principal) || principal.renewalDue !== true) return response;
    if (call.requestMethod !== 'POST') return response;
    const caller = call.contextValues.get(callerKey);
    const value = parseCookie(call.header.get('cookie') ?? '')[sessionCookieName(caller)];
    const time = now();
    const renewed = value && (await rotateSession(sql, value, time));
    if (renewed) {
      const expiresAt = new Date(time.getTime() + SESSION_LIFE_MS);
      response.header.append('set-cookie', sessionCookie(caller, renewed, expiresAt));
    }
    return response;
  };
}
