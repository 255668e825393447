import { keep, kept, keptNames } from '../chat-parts/kept.ts';

/** Where somebody chats. */
export interface ChatPlace {
  readonly server: string;
  /** Of the site that they visit; empty for who is signed in. */
  readonly siteKey: string;
}

/** Whoever visits a site and has not written yet: the server knows nothing of them. */
export const NEWCOMER = '';

/** The customer who chatted here last; undefined where that is not known, or they have signed out. */
export function keptAccount(place: ChatPlace): string | undefined {
  const { customerId } = kept(nameOf(place));
  return typeof customerId === 'string' ? customerId : undefined;
}

/** Remembers who chats here, by the id that the server has given them; undefined for nobody. */
export function keepAccount(place: ChatPlace, customerId: string | undefined): void {
  keep(nameOf(place), customerId === undefined ? undefined : { customerId });
  // Who visits is not signed in.
  if (place.siteKey) keep(nameOf({ ...place, siteKey: '' }), undefined);
}

/** Keys of the sites of a server of which somebody who visits is remembered, or a {@link NEWCOMER}. */
export const visitedSites = (server: string): readonly string[] =>
  keptNames(nameOf({ server, siteKey: '' })).filter(Boolean);

/** Names everything that is kept for one customer of a server and for nobody else. @param customerId or {@link NEWCOMER} */
export const ownScope = ({ server, siteKey = '' }: Scoped, customerId: string): string =>
  `${server} ${customerId || siteKey}`;

type Scoped = Pick<ChatPlace, 'server'> & Partial<ChatPlace>;

const nameOf = ({ server, siteKey }: ChatPlace) => `wattlet-customer ${server} ${siteKey}`;
