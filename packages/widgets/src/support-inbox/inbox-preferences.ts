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

/** Calls back when another tab of this browser has remembered something else, until the signal aborts. */
export function onAwayElsewhere(changed: () => void, signal: AbortSignal): void {
  window.addEventListener(
    'storage',
    ({ key }) => {
      if (key === KEY) changed();
    },
    { signal },
  );
}

/** Remembers it. */
export function writeAway(isAway: boolean): void {
  try {
    localStorage.setItem(KEY, String(isAway));
  } catch {
    // A page without storage forgets.
  }
}
