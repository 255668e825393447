// Makes src/energy-map/gen/europe-data.ts, the shapes of the map, from Natural Earth: projected, simplified and cut here,
// so that a page loads no library for it. Run by hand with `node --run build-europe`; the result is committed.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { geoAzimuthalEqualArea, geoContains, geoIdentity, geoPath } from 'd3-geo';
import { feature, merge, mergeArcs, mesh } from 'topojson-client';
import { filter, filterWeight, presimplify, simplify } from 'topojson-simplify';
import { CABLES, COUNTRIES, NEIGHBOURS, PARTS, SURROUNDINGS } from './what-is-shown.mjs';

/** The map is this wide and high in its own units, around all countries. */
const CORE = { width: 1000, height: 880 };
/** What is kept of the surroundings on each side, as a share of the width. */
const MARGIN = 0.45;
/** Triangles smaller than this, in square units, are not worth a corner. */
const SMALLEST_CORNER = 4;
/** Islands smaller than this are left out. */
const SMALLEST_ISLAND = 6;

// EPSG:3035, the projection of European statistics: equal areas, so that no country looks more than it is.
const projection = geoAzimuthalEqualArea().rotate([-10, -52]).scale(1340).translate([368, 484]);

const atlas = createRequire(import.meta.url).resolve('world-atlas/countries-50m.json');
const topology = projectTopology(joinParts(JSON.parse(readFileSync(atlas, 'utf8'))));
const simple = simplify(keepSmall(presimplify(topology)), SMALLEST_CORNER);
const whole = filter(simple, filterWeight(simple, SMALLEST_ISLAND));
const clip = geoIdentity().clipExtent([
  [-CORE.width * MARGIN, -60],
  [CORE.width * (1 + MARGIN), CORE.height + 60],
]);

const shapes = [...COUNTRIES].map(([code, id]) => ({
  code,
  id,
  path: pathOf(feature(whole, find(id)), ([[x]]) => x >= 0),
}));
const land = pathOf(
  merge(whole, [...NEIGHBOURS.values(), ...SURROUNDINGS].map((id) => find(id)).filter(Boolean)),
);
const borders = [...landBorders(), ...Object.entries(CABLES).map(cable)];

writeFileSync(
  process.argv[2] ?? new URL('../../src/energy-map/gen/europe-data.ts', import.meta.url),
  `// Made by scripts/europe/build-europe.mjs from Natural Earth (public domain), by way of world-atlas. Do not edit.
// Every number is in units of the map.

/** Size of the part that holds all countries, in units, and how far the land around it reaches to each side. */
export const CORE = { width: ${CORE.width}, height: ${CORE.height}, margin: ${CORE.width * MARGIN} } as const;

/** Country code, where its values are best shown, and its outline as SVG path data. */
export const COUNTRIES: readonly (readonly [code: string, x: number, y: number, path: string])[] = [
${shapes.map(({ code, id, path }) => `  ['${code}', ${heartOf(id).join(', ')}, '${path}'],`).join('\n')}
];

/** Land without values, as SVG path data. */
export const LAND_PATH =
  '${land}';

/** Borders as both codes, where an arrow over it stands, its direction from the first in degrees, and the length of its cable. */
export const BORDERS: readonly (readonly [codes: string, x: number, y: number, degrees: number, water: number])[] = [
${borders.map(({ codes, x, y, degrees, water }) => `  ['${codes}', ${x}, ${y}, ${degrees}, ${water}],`).join('\n')}
];
`,
);

/** The same topology in units of the map, without its own compression. */
function projectTopology({ transform, arcs, objects, type }) {
  const [scaleX, scaleY] = transform.scale;
  const [left, top] = transform.translate;
  const project = (arc) => {
    let x = 0;
    let y = 0;
    return arc.map(([dx, dy]) => {
      x += dx;
      y += dy;
      return projection([x * scaleX + left, y * scaleY + top]);
    });
  };
  return { type, arcs: arcs.map(project), objects };
}

/** Malta is so small that simplifying would leave nothing of it. */
function keepSmall(weighed) {
  const { arcs } = weighed.objects.countries.geometries.find(({ id }) => id === COUNTRIES.get('MT'));
  for (const index of arcs.flat(3)) {
    for (const point of weighed.arcs[index < 0 ? ~index : index]) point[2] = Number.POSITIVE_INFINITY;
  }
  return weighed;
}

/** The same countries with each of the parts moved to where it belongs. */
function joinParts(world) {
  for (const { of, from, holds } of PARTS) {
    const [target, source] = [find(of, world), find(from, world)];
    const polygons = source.type === 'Polygon' ? [source.arcs] : source.arcs;
    const isPart = (arcs) => geoContains(feature(world, { type: 'Polygon', arcs }), holds);
    const part = polygons.filter(isPart).map((arcs) => ({ type: 'Polygon', arcs }));
    if (part.length !== 1) throw new Error(`${from} has ${part.length} parts that hold ${holds}`);
    Object.assign(target, mergeArcs(world, [target, ...part]));
    Object.assign(source, { type: 'MultiPolygon', arcs: polygons.filter((arcs) => !isPart(arcs)) });
  }
  return world;
}

function find(id, { objects } = whole) {
  return objects.countries.geometries.find((one) => one.id === id || one.properties?.name === id);
}

/** Rings of a geometry as SVG path data: starts and steps in whole units. Madeira is not on the map. */
function pathOf(geometry, isShown = () => true) {
  const rings = [];
  let x = 0;
  let y = 0;
  const to = (toX, toY) => {
    const [newX, newY] = [Math.round(toX), Math.round(toY)];
    const step = [newX - x, newY - y];
    [x, y] = [newX, newY];
    return step;
  };
  const context = {
    moveTo: (toX, toY) => {
      [x, y] = [0, 0];
      rings.push([to(toX, toY)]);
    },
    lineTo: (toX, toY) => {
      const step = to(toX, toY);
      if (step[0] !== 0 || step[1] !== 0) rings.at(-1).push(step);
    },
    closePath: () => {},
    arc: () => {},
  };
  geoPath(clip, context)(geometry);
  const write = (points) =>
    points
      .flat()
      .map((number, i) => (i === 0 || number < 0 ? `${number}` : `,${number}`))
      .join('');
  return rings
    .filter((ring) => ring.length > 2 && isShown(ring))
    .map(([start, ...steps]) => `M${write([start])}l${write(steps)}z`)
    .join('');
}

/** The rings of a country that are not islands far away, the largest first. */
function ringsOf(id) {
  const { geometry } = feature(whole, find(id));
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  const areaOf = ([ring]) => Math.abs(geoPath().area({ type: 'Polygon', coordinates: [ring] }));
  return polygons.sort((a, b) => areaOf(b) - areaOf(a)).map(([ring]) => ring);
}

/** The middle of the widest place of a country: the point that lies farthest from its outline. */
function heartOf(id) {
  const [ring] = ringsOf(id);
  const xs = ring.map(([x]) => x);
  const ys = ring.map(([, y]) => y);
  let best = { distance: Number.NEGATIVE_INFINITY, x: 0, y: 0 };
  const steps = 60;
  for (let i = 0; i <= steps; i++) {
    for (let j = 0; j <= steps; j++) {
      const x = Math.min(...xs) + ((Math.max(...xs) - Math.min(...xs)) * i) / steps;
      const y = Math.min(...ys) + ((Math.max(...ys) - Math.min(...ys)) * j) / steps;
      const distance = (isInside(ring, x, y) ? 1 : -1) * distanceTo(ring, x, y);
      if (distance > best.distance) best = { distance, x, y };
    }
  }
  return [Math.round(best.x), Math.round(best.y)];
}

function isInside(ring, x, y) {
  let inside = false;
  ring.forEach(([ax, ay], i) => {
    const [bx, by] = ring.at(i - 1);
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  });
  return inside;
}

function distanceTo(ring, x, y) {
  return Math.min(
    ...ring.map(([ax, ay], i) => {
      const [bx, by] = ring.at(i - 1);
      const length = (bx - ax) ** 2 + (by - ay) ** 2;
      const share =
        length && Math.max(0, Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length));
      return Math.hypot(x - ax - share * (bx - ax), y - ay - share * (by - ay));
    }),
  );
}

/** Every border on land, with the place on it that is in its middle. */
function* landBorders() {
  const ids = [...COUNTRIES, ...NEIGHBOURS].sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [i, [first, firstId]] of ids.entries()) {
    for (const [second, secondId] of ids.slice(i + 1)) {
      if (`${first}-${second}` in CABLES || (NEIGHBOURS.has(first) && NEIGHBOURS.has(second))) continue;
      const [a, b] = [find(firstId), find(secondId)];
      const { coordinates } = mesh(
        whole,
        whole.objects.countries,
        (one, other) => [one, other].every((side) => side === a || side === b) && one !== other,
      );
      const points = coordinates.flat();
      if (points.length === 0) continue;
      const mean = [0, 1].map((axis) => points.reduce((sum, point) => sum + point[axis], 0) / points.length);
      const [x, y] = points.reduce((best, point) =>
        Math.hypot(point[0] - mean[0], point[1] - mean[1]) < Math.hypot(best[0] - mean[0], best[1] - mean[1])
          ? point
          : best,
      );
      yield place(first + second, { x, y, degrees: acrossLine(mean, firstId, secondId), water: 0 });
    }
  }
}

/** The direction across a border: from the heart of the smaller country to the middle of the border, or away from it. */
function acrossLine(mean, firstId, secondId) {
  const sizeOf = (id) => Math.abs(geoPath().area({ type: 'Polygon', coordinates: [ringsOf(id)[0]] }));
  const isFirstSmaller = sizeOf(firstId) <= sizeOf(secondId);
  const [x, y] = heartOf(isFirstSmaller ? firstId : secondId);
  const sign = isFirstSmaller ? 1 : -1;
  return toDegrees(sign * (mean[0] - x), sign * (mean[1] - y));
}

/** The middle of a cable. */
function cable([codes, [longitude, latitude, otherLongitude, otherLatitude]]) {
  const [ax, ay] = projection([longitude, latitude]);
  const [bx, by] = projection([otherLongitude, otherLatitude]);
  const water = Math.hypot(bx - ax, by - ay);
  const middle = { x: (ax + bx) / 2, y: (ay + by) / 2 };
  return place(codes.replace('-', ''), { ...middle, degrees: toDegrees(bx - ax, by - ay), water });
}

function toDegrees(dx, dy) {
  return (Math.atan2(dy, dx) * 180) / Math.PI;
}

function place(codes, { x, y, degrees, water }) {
  return {
    codes,
    x: Math.round(x),
    y: Math.round(y),
    degrees: Math.round(degrees),
    water: Math.round(water),
  };
}
