export { type ZoneClock, zoneClock } from '../../streams/query/zone-clock.ts';
export type { SimulatedHome } from './load-profiles.ts';
export { ensureMeters, type PlayedMeter } from './node-meters.ts';
export { intakeSink, openNodeSink } from './node-sink.ts';
export {
  type ReadingSink,
  runSimulation,
  type SimulatedMessage,
  type SimulationCounts,
} from './run-simulation.ts';
export type { SimulatedMeter, SimulatedReading } from './simulate-readings.ts';
