import { setTimeout as delay } from 'node:timers/promises';
import { CallRecord } from './call-record.mjs';
import { clock } from './visit.mjs';
import { Visitors } from './visitors.mjs';

const PROCESSES = 2;
/** Until the processes that play users have theirs in order. */
const LEAD_MS = 1_000;
const OPEN_MS = 10_000;
const LEAVE_MS = 30_000;
const LOOK_MS = 200;

/**
 * Plays visits to a stand while its load gets one more hour now and then, and counts.
 *
 * @param {Awaited<ReturnType<import('./stand.mjs').startStand>>} stand
 * @param {{ visits: import('./plan-visits.mjs').Visit[], totalMs: number, changeMs: number, reachMs?: number, during?: () => Promise<void> }} options
 *   `changeMs`: from one hour to the next; `during` is called when the visits begin, and awaited
 */
export async function runVisits(
  stand,
  { visits, totalMs, changeMs, reachMs = 30_000, during = async () => undefined },
) {
  await using visitors = new Visitors(PROCESSES);
  await visitors.untilReady();
  const pids = stand.pids();
  const before = await stand.metrics();
  const startedAt = clock() + LEAD_MS;
  visitors.start(
    visits.map((plan) => ({ plan, ...stand.people[plan.person], url: stand.urls[plan.node] })),
    startedAt,
  );
  const [begun] = await Promise.all([makeChanges(stand.hours, { startedAt, totalMs, changeMs }), during()]);
  const reports = await visitors.finish(stand.hours.revisions, reachMs);
  const seconds = (clock() - startedAt) / 1000;
  const peak = await untilOpen(stand, visits.filter(({ leaveMs }) => leaveMs === undefined).length);
  await visitors.leave();
  const left = await untilLeft(stand);
  const calls = new CallRecord();
  for (const report of reports) calls.add(report.calls);
  for (const [revision, at] of reports.flatMap(({ changes }) => changes)) {
    const beganAt = begun.get(revision);
    if (beganAt !== undefined) calls.ok('change', at - beganAt);
  }
  return {
    calls,
    changes: begun.size,
    /** Whether a node has ended and was started again. */
    isRestarted: String(stand.pids()) !== String(pids),
    nodes: peak.map((node, index) => ({
      ...node,
      cpuShare: (node.cpuSeconds - before[index].cpuSeconds) / seconds,
    })),
    clients: reports.map(({ cpuSeconds, loopDelayMs }) => ({ cpuShare: cpuSeconds / seconds, loopDelayMs })),
    /** What is watched when everybody has left: 0, unless something was forgotten. */
    left,
  };
}

/** Imports an hour now and then until the time is over; when each import began, by its revision. */
async function makeChanges(hours, { startedAt, totalMs, changeMs }) {
  const begun = new Map();
  for (let dueMs = changeMs; dueMs < totalMs; dueMs += changeMs) {
    await delay(Math.max(0, startedAt + dueMs - clock()));
    const { revision, beganAt } = await hours.next();
    begun.set(revision, beganAt);
  }
  await delay(Math.max(0, startedAt + totalMs - clock()));
  return begun;
}

/** What the nodes say as soon as so many streams are open: pages open theirs anew with every chart. */
async function untilOpen(stand, count) {
  const end = clock() + OPEN_MS;
  for (;;) {
    const nodes = await stand.metrics();
    if (sumOf(nodes, 'streams') === count || clock() > end) return nodes;
    await delay(LOOK_MS);
  }
}

/** How many streams and topics the nodes hold, as soon as that is none. */
async function untilLeft(stand) {
  const end = clock() + LEAVE_MS;
  for (;;) {
    const nodes = await stand.metrics();
    const [streams, topics] = [sumOf(nodes, 'streams'), sumOf(nodes, 'topics')];
    if (streams + topics === 0 || clock() > end) return { streams, topics };
    await delay(LOOK_MS);
  }
}

const sumOf = (nodes, name) => nodes.reduce((sum, node) => sum + node[name], 0);
