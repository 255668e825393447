import type { WattletNode } from '@wattlet/server';
import { intakeSink, openNodeSink, runSimulation, zoneClock } from '@wattlet/server/simulator';
import type { DemoAccount } from './demo-accounts.ts';
import { burstWattHours, type DemoMeter, ensureDemoMeters, firstBurstHour, HOME_ZONE } from './demo-homes.ts';
import { Registers } from './registers.ts';

const MS_PER_MINUTE = 60_000;
const MS_PER_HOUR = 3_600_000;

/** The days of which the demo has the load of countries have readings too; a register tells nothing before its second. */
const LOAD = { from: Date.parse('2021-12-31T00:00:00+02:00'), hours: 11 * 24 };
/** How much of the past before today there is. */
const PAST_MS = 56 * 24 * MS_PER_HOUR;
/** What is left to be played before it goes on as in life, so that somebody sees it happen, and in how long. */
const PLAYED_MS = 75 * MS_PER_MINUTE;
const PLAYING_MS = 45_000;

/** Most readings that are handed in and not stored. */
const WINDOW = 2_000;

type Node = Pick<WattletNode, 'config' | 'platform' | 'log'>;

/** Meters whose past is there. */
export interface PlayedMeters {
  /** Plays the last hour within a minute and goes on as in life, until the signal aborts. */
  play(signal: AbortSignal): Promise<void>;
}

/**
 * Makes the meters of the demo's customers, or finds them again, and stores what they have missed, by the hour: some days
 * of January 2022, the last weeks, and whatever passed while the demo was not running.
 *
 * @param now epoch milliseconds
 */
export async function openPlayedMeters(
  node: Node,
  accounts: readonly DemoAccount[],
  now: number,
): Promise<PlayedMeters> {
  const meters = await ensureDemoMeters(node, accounts);
  const registers = new Registers(meters);
  const past = registers.sink(intakeSink(node));
  const storeHours = (from: number, hours: number) =>
    simulate({ meters, sink: past, from, intervalMs: MS_PER_HOUR, speed: Number.POSITIVE_INFINITY, hours });
  if (registers.readUntil < LOAD.from) await storeHours(LOAD.from, LOAD.hours);
  const from = floorToHour(Math.max(registers.readUntil, now - PAST_MS));
  const hours = Math.max(0, Math.floor((now - PLAYED_MS - from) / MS_PER_HOUR));
  await storeHours(from, hours);

  return {
    async play(signal) {
      await using sink = await openNodeSink(node);
      const byId = new Map(meters.map((meter) => [meter.meterId, meter]));
      const firstHour = firstBurstHour(Date.now());
      const start = Math.max(from + hours * MS_PER_HOUR, floorToMinute(registers.readUntil));
      const live = registers.sink(sink, ({ meterId, at }) => {
        const meter = byId.get(meterId);
        return meter ? burstWattHours(meter, { at, intervalMs: MS_PER_MINUTE, firstHour }) : 0;
      });
      const speed = Math.max(1, (Date.now() - start) / PLAYING_MS);
      await simulate({ meters, sink: live, from: start, intervalMs: MS_PER_MINUTE, speed, signal });
    },
  };
}

interface Run extends Pick<Parameters<typeof runSimulation>[0], 'sink' | 'from' | 'intervalMs' | 'speed'> {
  readonly meters: readonly DemoMeter[];
  /** Ends after so many; goes on unless given. */
  readonly hours?: number;
  readonly signal?: AbortSignal;
}

async function simulate({ hours, signal = new AbortController().signal, ...run }: Run): Promise<void> {
  const clock = zoneClock(HOME_ZONE);
  if (!clock) throw new Error(`this machine does not know the time zone ${HOME_ZONE}`);
  const options = {
    ...run,
    clock,
    disturbance: { late: 0, duplicate: 0, corrupt: 0 },
    seed: 0,
    most: hours === undefined ? undefined : hours * run.meters.length,
    window: WINDOW,
  };
  await runSimulation(options, { sent: 0, confirmed: 0, at: run.from }, signal);
}

const floorToHour = (time: number): number => Math.floor(time / MS_PER_HOUR) * MS_PER_HOUR;
const floorToMinute = (time: number): number => Math.floor(time / MS_PER_MINUTE) * MS_PER_MINUTE;
