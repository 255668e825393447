// Makes the visits that its parent sends, and reports what became of them. Messages: see visitors.mjs.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { CallRecord } from './call-record.mjs';
import { clock, Visit } from './visit.mjs';

const calls = new CallRecord();
const changes = [];
const loopDelay = monitorEventLoopDelay({ resolution: 10 });
let visits = [];
let running = Promise.resolve([]);

function start({ visits: planned, startedAt }) {
  loopDelay.enable();
  const onChange = (revision) => changes.push([revision, clock()]);
  visits = planned.map(({ plan, ...who }) => new Visit(plan, { ...who, startedAt, calls, onChange }));
  running = Promise.all(visits.map((visit) => visit.run()));
}

/** Every call that was due is made first, however late. */
async function finish({ revisions, reachMs }) {
  await running;
  await Promise.all(visits.map((visit) => visit.reach(revisions[visit.area] ?? 0, reachMs)));
  const { user, system } = process.cpuUsage();
  const cpuSeconds = (user + system) / 1e6;
  process.send({ said: 'report', calls, changes, cpuSeconds, loopDelayMs: loopDelay.percentile(99) / 1e6 });
}

const ORDERS = {
  start,
  finish,
  leave() {
    for (const visit of visits) visit.leave();
    process.send({ said: 'left' });
  },
};

process.on('message', ({ order, ...details }) => void ORDERS[order](details));
process.on('disconnect', () => process.exit());
process.send({ said: 'ready' });
