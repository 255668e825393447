import { between, seededRandom } from '../../packages/server/src/meters/simulator/seeded-random.ts';

const TO = '2022-01-12T00:00:00Z';
/** Of load all of them hold the hours that come. */
const FROM = {
  load: ['2022-01-07T00:00:00Z', '2022-01-05T00:00:00Z', '2022-01-01T00:00:00Z'],
  generation: ['2022-01-01T12:00:00Z', '2022-01-01T00:00:00Z', '2021-12-25T00:00:00Z'],
  flows: ['2022-01-02T00:00:00Z', '2022-01-01T00:00:00Z', '2021-12-25T00:00:00Z'],
};
const CHARTS = ['load', 'generation', 'flows'];

/**
 * Who comes when and asks for what: decided before anything is called, so that a server that is slow is not asked less.
 *
 * @typedef {{ call: string, atMs: number, question?: object }} Step one call, by when it is due; with a question a chart
 * @typedef {{ person: number, node: number, steps: Step[], leaveMs?: number }} Visit all that one page does; it stays to
 *   the end unless it says when it leaves
 *
 * @param {{ users: number, rampMs: number, thinkMs: [number, number], seed: number, nodes: number,
 *   areas: Record<string, string[]> }} options `areas`: map codes by stream
 * @returns {Visit[]} one for each user, who all stay
 */
export function planLoad({ users, rampMs, ...common }) {
  return Array.from({ length: users }, (_, index) => {
    const random = seededRandom(common.seed, index);
    return planVisit(index, random() * rampMs, { ...common, random });
  });
}

/** How many times faster people come and go at first: what is compiled and kept for what they do is there sooner. */
const HURRY = 8;

/**
 * The same of a few who come and go: as many at any time as there are places, which the next person takes at once.
 *
 * @param {{ places: number, people: number, totalMs: number, hurryMs: number, stayMs: [number, number],
 *   thinkMs: [number, number], seed: number, nodes: number, areas: Record<string, string[]> }} options `hurryMs`: how long
 *   they are in a hurry
 * @returns {Visit[]}
 */
export function planSoak({ places, people, totalMs, hurryMs, stayMs, thinkMs, ...common }) {
  const visits = [];
  for (let place = 0; place < places; place++) {
    const random = seededRandom(common.seed, place);
    let atMs = random() * stayMs[0];
    while (atMs < totalMs) {
      const pace = atMs < hurryMs ? HURRY : 1;
      const leaveMs = Math.min(atMs + between(...stayMs, random) / pace, totalMs);
      const think = thinkMs.map((ms) => ms / pace);
      const visit = planVisit(visits.length, atMs, { ...common, thinkMs: think, random });
      visits.push({ ...visit, person: visits.length % people, leaveMs });
      atMs = leaveMs;
    }
  }
  return visits;
}

function planVisit(index, arrivalMs, { thinkMs, nodes, areas, random }) {
  const pick = (list) => list[Math.floor(random() * list.length)];
  const steps = [{ call: 'session', atMs: arrivalMs }];
  for (const stream of CHARTS) {
    const area = pick(areas[stream]);
    const place = stream === 'flows' ? { fromArea: area } : { area };
    const question = { stream, ...place, from: pick(FROM[stream]), to: TO };
    steps.push({ call: stream, atMs: steps.at(-1).atMs + between(...thinkMs, random), question });
  }
  return { person: index, node: index % nodes, steps };
}
