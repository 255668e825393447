/** Places of some keys in ascending order: NaN last, equal ones as they were. No comparison function: that is what costs. */
export function ascendingPlaces(keys: Float64Array): Uint32Array {
  const sorted = keys.slice().sort();
  const places = new Uint32Array(keys.length);
  /** How many of the equal keys from an index on have their place. */
  const placed = new Uint32Array(keys.length);
  const known = countKnown(sorted);
  let unknown = known;
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] ?? Number.NaN;
    if (Number.isNaN(key)) {
      places[unknown++] = i;
      continue;
    }
    const first = firstNotBelow(sorted, key, known);
    const before = placed[first] ?? 0;
    placed[first] = before + 1;
    places[first + before] = i;
  }
  return places;
}

function countKnown(sorted: Float64Array): number {
  let known = sorted.length;
  while (known > 0 && Number.isNaN(sorted[known - 1])) known--;
  return known;
}

function firstNotBelow(sorted: Float64Array, key: number, end: number): number {
  let low = 0;
  let high = end;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
