import type { Visit } from '@wattlet/sdk';
import { visitName } from './visit-name.ts';

/** The visit of this browser to a server's site; undefined where there is none that goes on. */
export function keptVisit(server: string, now = Date.now()): Visit | undefined {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(visitName(server)) ?? 'null');
    if (typeof kept !== 'object' || kept === null) return undefined;
    const { token, expiresAt }: Readonly<Record<string, unknown>> = { ...kept };
    if (typeof token !== 'string' || typeof expiresAt !== 'string') return undefined;
    const visit = { token, expiresAt: new Date(expiresAt) };
    return visit.expiresAt.getTime() > now ? visit : undefined;
  } catch {
    // A page without storage has a new visitor each time.
    return undefined;
  }
}

/** Remembers a visit. */
export function keepVisit(server: string, visit: Visit): void {
  try {
    localStorage.setItem(visitName(server), JSON.stringify(visit));
  } catch {
    // A page without storage has a new visitor each time.
  }
}

/** Forgets the visit to a server's site. */
export function forgetVisit(server: string): void {
  try {
    localStorage.removeItem(visitName(server));
  } catch {
    // Nothing was kept.
  }
}
