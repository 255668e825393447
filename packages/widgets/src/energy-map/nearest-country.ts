import type { CountryShape, MapPoint } from './europe.ts';

/** Arrow keys with where they point: to the right, and down. */
const DIRECTIONS: Readonly<Record<string, MapPoint>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** How much farther a country seems for lying aside of where the key points. */
const ASIDE = 2;

/** Whether a key goes from country to country. */
export function isDirection(key: string): boolean {
  return Object.hasOwn(DIRECTIONS, key);
}

/**
 * The country that an arrow key goes to: the nearest that lies within 45 degrees of its direction, or else the
 * nearest on that side at all. Undefined at the edge of the map.
 */
export function neighbourTowards(
  countries: readonly CountryShape[],
  from: CountryShape,
  key: string,
): CountryShape | undefined {
  const direction = DIRECTIONS[key];
  if (!direction) return undefined;
  const offsets = countries
    .filter(({ code }) => code !== from.code)
    .map((country) => ({ country, ...along(direction, from.heart, country.heart) }))
    .filter(({ ahead }) => ahead > 0);
  const straight = offsets.filter(({ ahead, aside }) => aside <= ahead);
  return nearest(straight.length > 0 ? straight : offsets);
}

interface Offset {
  readonly country: CountryShape;
  readonly ahead: number;
  readonly aside: number;
}

function along(direction: MapPoint, from: MapPoint, to: MapPoint): { ahead: number; aside: number } {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  return {
    ahead: dx * direction.x + dy * direction.y,
    aside: Math.abs(dx * direction.y) + Math.abs(dy * direction.x),
  };
}

function nearest(offsets: readonly Offset[]): CountryShape | undefined {
  const distance = ({ ahead, aside }: Offset) => Math.hypot(ahead, ASIDE * aside);
  return [...offsets].sort((a, b) => distance(a) - distance(b))[0]?.country;
}
