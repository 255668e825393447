/** Name under which the visit to a site of a server is kept in this browser. */
export const visitName = (server: string, siteKey: string): string => `wattlet-visit ${server} ${siteKey}`;
