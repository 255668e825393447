/** The edges of one band of a stack, per pixel column, in megawatts. NaN where nothing at all is known. */
export interface StackedBand {
  readonly inner: Float64Array;
  readonly outer: Float64Array;
}

/**
 * Stacks columns from zero outwards: positive values up, negative values down, in the given order.
 * A band without a value where others have one gets no height there, and so hides nothing.
 *
 * d3's `stackOffsetDiverging` does the same on rows of objects; a frame has a thousand columns of
 * twenty bands, so this works on the column arrays as they are.
 */
export function divergingStack(bands: readonly Float64Array[]): StackedBand[] {
  const count = bands[0]?.length ?? 0;
  const above = new Float64Array(count).fill(Number.NaN);
  for (const band of bands) {
    for (let column = 0; column < count; column++) if (!Number.isNaN(band[column])) above[column] = 0;
  }
  const below = above.slice();
  return bands.map((band) => {
    const inner = new Float64Array(count);
    const outer = new Float64Array(count);
    for (let column = 0; column < count; column++) {
      const value = band[column] || 0;
      const side = value < 0 ? below : above;
      const base = side[column] ?? Number.NaN;
      inner[column] = base;
      outer[column] = base + value;
      side[column] = base + value;
    }
    return { inner, outer };
  });
}
