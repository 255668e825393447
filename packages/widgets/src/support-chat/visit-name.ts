import { keptNames } from './kept.ts';

/** Name under which the visit to a site of a server is kept in this browser. */
export const visitName = (server: string, siteKey: string): string => `wattlet-visit ${server} ${siteKey}`;

/** Keys of the sites of a server of which a visit is kept. */
export const visitedSites = (server: string): readonly string[] => keptNames(visitName(server, ''));
