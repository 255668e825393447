const KEY = 'wattlet-inbox-away';

/** Whether the agent said in this browser that they are away. */
export function readAway(): boolean {
  try {
    return localStorage.getItem(KEY) === 'true';
  } catch {
    // A page without storage forgets.
    return false;
  }
}

/** Remembers it. */
export function writeAway(isAway: boolean): void {
  try {
    localStorage.setItem(KEY, String(isAway));
  } catch {
    // A page without storage forgets.
  }
}
