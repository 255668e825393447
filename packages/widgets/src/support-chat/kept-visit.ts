import type { Visit } from '@wattlet/sdk';
import { keep, kept } from '../chat-parts/kept.ts';
import type { ChatPlace } from './kept-account.ts';
import { visitName } from './visit-name.ts';

/** The visit of this browser to a site; undefined where there is none that goes on. */
export function keptVisit({ server, siteKey }: ChatPlace, now = Date.now()): Visit | undefined {
  const { token, expiresAt } = kept(visitName(server, siteKey));
  if (typeof token !== 'string' || typeof expiresAt !== 'string') return undefined;
  const visit = { token, expiresAt: new Date(expiresAt) };
  return visit.expiresAt.getTime() > now ? visit : undefined;
}

/** Remembers a visit; with undefined it is forgotten. */
export const keepVisit = ({ server, siteKey }: ChatPlace, visit: Visit | undefined): void =>
  keep(visitName(server, siteKey), visit);
