import { planLoad } from './plan-visits.mjs';
import { runVisits } from './run-visits.mjs';

/**
 * Lets so many users come within some seconds and stay.
 *
 * @param {Awaited<ReturnType<import('./stand.mjs').startStand>>} stand
 * @param {{ users: number, rampMs: number, seed: number, thinkMs?: [number, number], holdMs?: number, changeMs?: number,
 *   reachMs?: number, during?: () => Promise<void> }} options
 * @returns what was counted, and in words what is not as it should be
 */
export async function runLoad(stand, options) {
  const {
    users,
    rampMs,
    seed,
    thinkMs = [1_000, 5_000],
    holdMs = 60_000,
    changeMs = 20_000,
    ...rest
  } = options;
  const visits = planLoad({ users, rampMs, thinkMs, seed, nodes: stand.urls.length, areas: stand.areas });
  const result = await runVisits(stand, { visits, totalMs: rampMs + holdMs, changeMs, ...rest });
  const streams = result.nodes.reduce((sum, node) => sum + node.streams, 0);
  const problems = problemsOf(result);
  if (streams !== users) problems.push(`${streams} streams were open of ${users} users`);
  return { ...result, streams, problems };
}

/** What is wrong with a run of any kind. */
export function problemsOf({ calls, left, isRestarted }) {
  const problems = isRestarted ? ['a node has ended and was started again'] : [];
  if (calls.errorCount > 0) problems.push(`${calls.errorCount} errors`);
  if (left.streams + left.topics > 0)
    problems.push(`${left.streams} streams and ${left.topics} topics were left when everybody had gone`);
  return problems;
}
