/** Name under which the visit to a server's site is kept in this browser. */
export const visitName = (server: string): string => `wattlet-visit ${server}`;

/** Whether something is kept of a visit. */
export function hasVisit(server: string): boolean {
  try {
    return localStorage.getItem(visitName(server)) !== null;
  } catch {
    // A page without storage keeps nothing.
    return false;
  }
}
