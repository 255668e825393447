import { parentPort, workerData } from 'node:worker_threads';
import { createClient } from '../index.ts';
import { slotTime } from './scripted-series.ts';

/** Runs in a worker: reads once, watches until one change has come, and posts both values. */
const client = createClient({ baseUrl: String(workerData) });
const watched = { stream: 'generation', area: 'GR', from: slotTime(0), to: slotTime(1) } as const;
const { series } = await client.series.get(watched);
parentPort?.postMessage(series[0]?.at(slotTime(0)));
for await (const event of client.series.watch(watched)) {
  if (event.type !== 'patch') continue;
  parentPort?.postMessage(event.series[0]?.at(slotTime(0)));
  break;
}
client.close();
