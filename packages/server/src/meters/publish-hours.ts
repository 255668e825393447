import type { EventBus, Execute } from '../platform/bus/event-bus.ts';
import { packHours } from './changed-hours.ts';
import { MAX_CHANGED_HOURS, METER_TOPICS, READINGS_KEY } from './events.ts';
import type { HourDelta } from './hour-deltas.ts';

/** Announces in the open transaction which hours changed. */
export async function publishHours(
  bus: Pick<EventBus, 'publish'>,
  execute: Execute,
  changed: readonly Pick<HourDelta, 'meter' | 'hour'>[],
): Promise<void> {
  for (let from = 0; from < changed.length; from += MAX_CHANGED_HOURS) {
    const payload = packHours(changed.slice(from, from + MAX_CHANGED_HOURS));
    await bus.publish(execute, { topic: METER_TOPICS.hoursChanged, key: READINGS_KEY, payload });
  }
}
