import type { SeriesChange } from './live-store.ts';
import { areaKey, clipToView, type SeriesView } from './series-view.ts';

/** Something that sees a view. */
export interface Viewer {
  readonly view: SeriesView;
}

interface Place<V> {
  readonly view: SeriesView;
  readonly viewers: Set<V>;
}

/**
 * Finds who is concerned by a change without asking everyone: viewers by area (flows: by the area that the power
 * leaves, or by the one it enters where only that is given) or by the role of all, and those who see the same view
 * together.
 */
export class WatchIndex<V extends Viewer> {
  readonly #areas = new Map<string, Map<string, Place<V>>>();
  #size = 0;

  /** How many viewers there are. */
  get size(): number {
    return this.#size;
  }

  add(viewer: V): void {
    this.#put(viewer.view, [viewer]);
  }

  /** Takes a viewer out; false if it was not in. */
  delete(viewer: V): boolean {
    const place = this.#areas.get(slotOf(viewer.view))?.get(viewer.view.key);
    if (!place?.viewers.delete(viewer)) return false;
    this.#size -= 1;
    if (place.viewers.size === 0) this.#remove(place.view);
    return true;
  }

  /** Takes everyone out who sees the view. */
  take(view: SeriesView): V[] {
    const viewers = [...(this.#areas.get(slotOf(view))?.get(view.key)?.viewers ?? [])];
    this.#size -= viewers.length;
    this.#remove(view);
    return viewers;
  }

  /** Takes everyone out. */
  takeAll(): V[] {
    const viewers = [...this.#places()].flatMap((place) => [...place.viewers]);
    this.#areas.clear();
    this.#size = 0;
    return viewers;
  }

  /** Takes in everyone of another index, which is empty then. */
  absorb(other: WatchIndex<V>): void {
    for (const { view, viewers } of other.#places()) this.#put(view, viewers);
    other.#areas.clear();
    other.#size = 0;
  }

  /** Adds to `seen`, for every view that sees something of the changes, the part that it sees. */
  collect(changes: readonly SeriesChange[], seen: Map<SeriesView, SeriesChange[]>): void {
    for (const change of changes) {
      for (const slot of slotsOf(change)) {
        for (const { view } of this.#areas.get(slot)?.values() ?? []) {
          const clipped = clipToView(change, view);
          if (!clipped) continue;
          const known = seen.get(view);
          if (known) addChange(known, clipped);
          else seen.set(view, [clipped]);
        }
      }
    }
  }

  *#places(): Generator<Place<V>> {
    for (const places of this.#areas.values()) yield* places.values();
  }

  #put(view: SeriesView, viewers: Iterable<V>): void {
    const slot = slotOf(view);
    const places = this.#areas.get(slot) ?? new Map<string, Place<V>>();
    this.#areas.set(slot, places);
    const place = places.get(view.key) ?? { view, viewers: new Set<V>() };
    places.set(view.key, place);
    const before = place.viewers.size;
    for (const viewer of viewers) place.viewers.add(viewer);
    this.#size += place.viewers.size - before;
  }

  #remove(view: SeriesView): void {
    const slot = slotOf(view);
    const places = this.#areas.get(slot);
    places?.delete(view.key);
    if (places?.size === 0) this.#areas.delete(slot);
  }
}

/** Two hours that have changed may be of one bucket: nobody is told that twice. */
function addChange(changes: SeriesChange[], change: SeriesChange): void {
  const last = changes.at(-1);
  if (!change.bucketSeconds || !last || !isTouching(last, change)) {
    changes.push(change);
    return;
  }
  const from = Math.min(last.range.from, change.range.from);
  const to = Math.max(last.range.to, change.range.to);
  changes[changes.length - 1] = { ...change, range: { from, to } };
}

function isTouching(a: SeriesChange, b: SeriesChange): boolean {
  return a.series.id === b.series.id && a.range.from <= b.range.to && b.range.from <= a.range.to;
}

/** Every view lies in one slot, so that no change reaches it twice. */
function slotOf({ everyArea, area, toArea }: SeriesView): string {
  if (everyArea !== undefined) return `every ${everyArea}`;
  return area === undefined ? `to ${toArea}` : `of ${area}`;
}

function slotsOf({ series }: SeriesChange): string[] {
  const own = [`every ${series.area.areaType}`, `of ${areaKey(series.area)}`];
  return series.toArea ? [...own, `to ${areaKey(series.toArea)}`] : own;
}
