/**
 * Colours for lines of other areas and for neighbours of an area, these by the place of their map codes in the alphabet, so
 * that a border keeps its colour whatever flows. Each stands out from the surfaces of both themes; those next to each other,
 * and the first six among themselves, are told apart by whoever sees fewer colours, too.
 */
const NEIGHBOUR_COLORS = [
  '#2A6AB4',
  '#B95167',
  '#0A7929',
  '#9C5391',
  '#A3903D',
  '#75988D',
  '#C07950',
  '#0C938B',
  '#815F44',
  '#868FA0',
  '#9C5549',
  '#E5648F',
] as const;

/** The colour of the n-th neighbour; from the thirteenth on they repeat. */
export function neighbourColor(index: number): string {
  return NEIGHBOUR_COLORS[index % NEIGHBOUR_COLORS.length] ?? NEIGHBOUR_COLORS[0];
}
