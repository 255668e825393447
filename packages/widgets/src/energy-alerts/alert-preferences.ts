const KEY = 'wattlet-alerts';

/** What a person has turned on for alerts on this origin. Everything is off until they do. */
export interface AlertPreferences {
  readonly notify: boolean;
  readonly sound: boolean;
}

const NONE: AlertPreferences = { notify: false, sound: false };

/** What was turned on before, here or in another tab of the origin. */
export function readPreferences(): AlertPreferences {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? 'null');
    if (typeof stored !== 'object' || stored === null) return NONE;
    const isOn = (name: keyof AlertPreferences) =>
      Object.entries(stored).some(([key, on]) => key === name && on === true);
    return { notify: isOn('notify'), sound: isOn('sound') };
  } catch {
    // A page without storage forgets, and one with other content under the key knows nothing of ours.
    return NONE;
  }
}

/** Remembers what is turned on. */
export function writePreferences(preferences: AlertPreferences): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(preferences));
  } catch {
    // A page without storage forgets.
  }
}
