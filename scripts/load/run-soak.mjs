import { setTimeout as delay } from 'node:timers/promises';
import { growth } from './growth.mjs';
import { planSoak } from './plan-visits.mjs';
import { problemsOf } from './run-load.mjs';
import { runVisits } from './run-visits.mjs';

const MOST_MEGABYTES_PER_HOUR = 1;
const SAMPLE_MS = 10_000;
/** What caches and compiled code take is there by then: nearly all that time people are in a hurry. */
const WARM_SHARE = 0.4;
const HURRY_SHARE = 0.35;
const LEAST_CHANGE_MS = 20_000;
/** Who is known already comes again: what nodes remember of people has a bound, and is reached in the warm-up. */
export const SOAK_PEOPLE = 200;

/**
 * Lets a few users come and go for a long time, and looks at what the nodes keep.
 *
 * @param {Awaited<ReturnType<import('./stand.mjs').startStand>>} stand
 * @param {{ totalMs: number, places: number, seed: number, stayMs?: [number, number], sampleMs?: number }} options
 */
export async function runSoak(
  stand,
  { totalMs, places, seed, stayMs = [15_000, 45_000], sampleMs = SAMPLE_MS },
) {
  const common = { seed, nodes: stand.urls.length, areas: stand.areas };
  const visits = planSoak({
    ...{ places, people: SOAK_PEOPLE, totalMs, hurryMs: HURRY_SHARE * totalMs },
    ...{ stayMs, thinkMs: [500, 3_000], ...common },
  });
  const changeMs = Math.max(LEAST_CHANGE_MS, totalMs / (stand.hours.left - 1));
  const samples = [];
  const during = async () => {
    const began = performance.now();
    while (performance.now() - began + sampleMs < totalMs) {
      await delay(sampleMs);
      await stand.collect();
      samples.push([performance.now() - began, await stand.metrics()]);
    }
  };
  const result = await runVisits(stand, { visits, totalMs, changeMs, during });
  const warm = samples.filter(([at]) => at >= WARM_SHARE * totalMs);
  const growthOf = (index, of) => growth(warm.map(([at, nodes]) => [at, nodes[index][of]]));
  const grown = stand.urls.map((_, index) => ({
    objects: growthOf(index, 'objectMegabytes'),
    code: growthOf(index, 'codeMegabytes'),
    rss: growthOf(index, 'rssMegabytes'),
  }));
  const problems = problemsOf(result);
  for (const [index, { objects }] of grown.entries()) {
    if (!(objects.perHour < MOST_MEGABYTES_PER_HOUR))
      problems.push(`the objects of node ${index + 1} grew by ${objects.perHour.toFixed(2)} MB/h`);
  }
  return { ...result, visits: visits.length, samples: warm.length, grown, problems };
}
