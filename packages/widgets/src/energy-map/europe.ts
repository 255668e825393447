import { BORDERS, COUNTRIES } from './gen/europe-data.ts';

/** Everything else that lies around the countries, as one path. */
export { LAND_PATH } from './gen/europe-data.ts';

/** A place on the map, in its units: about 4.7 km each, from the top left of the part that holds all countries. */
export interface MapPoint {
  readonly x: number;
  readonly y: number;
}

/** A country of the European grid as it is drawn. */
export interface CountryShape {
  /** Map code, for example "GR". */
  readonly code: string;
  /** The middle of its widest place. */
  readonly heart: MapPoint;
  /** SVG path data in units of the map. */
  readonly path: string;
}

/** Where the flow over a border is drawn. */
export interface BorderPlace extends MapPoint {
  /** Direction from the first area to the second: radians clockwise from the right. */
  readonly angle: number;
  /** Length of the cable under the sea; 0 on land. */
  readonly water: number;
}

/** The countries of ENTSO-E and those that publish with it, in equal-area projection (EPSG:3035). */
export const COUNTRY_SHAPES: readonly CountryShape[] = COUNTRIES.map(([code, x, y, path]) => ({
  code,
  heart: { x, y },
  path,
}));

const HEARTS = new Map(COUNTRY_SHAPES.map(({ code, heart }) => [code, heart]));

const PLACES = new Map<string, BorderPlace>(
  BORDERS.map(([codes, x, y, degrees, water]) => [codes, { x, y, angle: (degrees * Math.PI) / 180, water }]),
);

/** Where the flow between two areas is drawn; undefined where the map does not know both of them. */
export function borderPlace(first: string, second: string): BorderPlace | undefined {
  const known = PLACES.get(first + second);
  if (known) return known;
  const turned = PLACES.get(second + first);
  if (turned) return { ...turned, angle: turned.angle + Math.PI };
  const [a, b] = [HEARTS.get(first), HEARTS.get(second)];
  if (!a || !b) return undefined;
  // A link that is newer than the map.
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  return { x: a.x + dx / 2, y: a.y + dy / 2, angle: Math.atan2(dy, dx), water: 0 };
}
