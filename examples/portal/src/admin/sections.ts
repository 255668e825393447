import { Role } from '@wattlet/sdk/gen/wattlet/v1/account_pb.js';
import type { Session } from '../session/session.ts';
import { adminWords } from './admin-words.ts';

/** Parts of the console, in the order in which they are offered. */
export const SECTIONS = ['inbox', 'alerts', 'users', 'meters', 'sites', 'pipeline', 'audit'] as const;

export type SectionName = (typeof SECTIONS)[number];

/** The sections in which something can be named. */
const WITH_ITEMS: ReadonlySet<SectionName> = new Set(['users', 'meters', 'sites', 'pipeline']);

/** Where in the console an address is: `/admin/users/<id>`. */
export interface Place {
  readonly section: SectionName;
  /** What follows the name of the section; undefined for its list. */
  readonly item: string | undefined;
}

/** Id of the platform's own site, of direct subscribers and of those who run the platform. */
export const PLATFORM_SITE_ID = '00000000-0000-4000-8000-000000000001';

/** The sections that somebody may see. The server decides; this only offers no more than it allows. */
export function sectionsOf(session: Session): SectionName[] {
  return SECTIONS.filter((section) => {
    if (section === 'inbox' || section === 'alerts') return true;
    if (!session.mayAs(Role.ADMINISTRATOR)) return false;
    return section !== 'pipeline' || session.account?.siteId === PLATFORM_SITE_ID;
  });
}

/** Where an address is; undefined where there is nothing. `/admin` is its first section. */
export function placeOf(pathname: string): Place | undefined {
  const [name = '', item = '', more] = pathname.replace(/^\/admin\/?/, '').split('/');
  if (name === '') return { section: 'inbox', item: undefined };
  const section = SECTIONS.find((one) => one === name);
  if (!section || more || (item && !WITH_ITEMS.has(section))) return undefined;
  try {
    return { section, item: item ? decodeURIComponent(item) : undefined };
  } catch {
    // A `%` that nothing was encoded by.
    return undefined;
  }
}

/** What a page of the console is called. */
export function titleOf(pathname: string): string {
  const { title, sections } = adminWords.words;
  const place = placeOf(pathname);
  return place ? `${sections[place.section]} · ${title}` : title;
}
