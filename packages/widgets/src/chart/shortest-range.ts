/** Shortest range that a chart zooms in to. */
export const SHORTEST_MS = 3_600_000;
