/**
 * Colours for neighbours of an area, by the place of their map codes in the alphabet: twelve colours in which those next to each other lie far apart, so that a border keeps its colour whatever flows.
 */
const NEIGHBOUR_COLORS = [
  '#4E79A7',
  '#F28E2B',
  '#59A14F',
  '#B07AA1',
  '#EDC948',
  '#3A9C98',
  '#E15759',
  '#8C6D57',
  '#FF9DA7',
  '#86BCB6',
  '#9C4A3C',
  '#7F8FA6',
] as const;

/** The colour of the n-th neighbour; from the thirteenth on they repeat. */
export function neighbourColor(index: number): string {
  return NEIGHBOUR_COLORS[index % NEIGHBOUR_COLORS.length] ?? NEIGHBOUR_COLORS[0];
}
