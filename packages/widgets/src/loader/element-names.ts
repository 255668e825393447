/** Every element that a page may hold, by its name. */
export const ELEMENT_NAMES: readonly string[] = [
  'energy-alerts',
  'energy-chart',
  'energy-map',
  'support-chat',
  'support-inbox',
];
