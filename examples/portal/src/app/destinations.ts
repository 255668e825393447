import { Role } from '@wattlet/sdk/gen/wattlet/v1/account_pb.js';
import type { IconName } from '../icons/icon.ts';
import type { Session } from '../session/session.ts';
import { appWords } from './app-words.ts';

/** Somewhere that the frame leads to. */
export interface Destination {
  readonly href: string;
  readonly icon: IconName;
  readonly label: string;
  /** Paths that begin so are part of it. */
  readonly paths: readonly string[];
}

/** Where the rail of a wide screen leads. */
export function railDestinations(session: Session): Destination[] {
  const { nav } = appWords.words;
  // Agents answer in the inbox.
  const isAgent = session.mayAs(Role.AGENT);
  const support = { href: '/support', icon: 'support', label: nav.support, paths: ['/support'] } as const;
  return [
    { href: '/home', icon: 'news', label: nav.home, paths: ['/home'] },
    { href: '/load', icon: 'load', label: nav.load, paths: ['/load'] },
    { href: '/generation', icon: 'generation', label: nav.generation, paths: ['/generation'] },
    { href: '/flows', icon: 'flows', label: nav.flows, paths: ['/flows'] },
    { href: '/meters', icon: 'meters', label: nav.meters, paths: ['/meters'] },
    ...(isAgent ? [] : [support]),
    { href: '/account', icon: 'account', label: nav.account, paths: ['/account'] },
    ...(isAgent ? [{ href: '/admin', icon: 'admin', label: nav.admin, paths: ['/admin'] } as const] : []),
  ];
}

/** Where the bar of a phone leads: no more than fits beside each other. */
export function barDestinations(session: Session): Destination[] {
  const { nav } = appWords.words;
  return [
    { href: '/home', icon: 'news', label: nav.home, paths: ['/home'] },
    { href: '/generation', icon: 'load', label: nav.charts, paths: ['/load', '/generation', '/flows'] },
    { href: '/meters', icon: 'meters', label: nav.meters, paths: ['/meters'] },
    session.mayAs(Role.AGENT)
      ? { href: '/admin', icon: 'admin', label: nav.adminShort, paths: ['/admin'] }
      : { href: '/support', icon: 'support', label: nav.support, paths: ['/support'] },
    { href: '/account', icon: 'account', label: nav.account, paths: ['/account'] },
  ];
}

/** Whether a path is part of a destination. */
export function isAt({ paths }: Destination, pathname: string): boolean {
  return paths.some((path) => pathname === path || pathname.startsWith(`${path}/`));
}
