import type { Interceptor } from '@connectrpc/connect';
import { CallerSlots } from './caller-slots.ts';
import { presentedKey } from './presented.ts';
import { principalKey } from './principal-key.ts';

/** How many streams somebody may have open on this node. @param most of one principal; 0 sets no limit */
export function streamSlots(most: number): CallerSlots {
  return new CallerSlots({
    most,
    addressFactor: 10,
    reason: 'TOO_MANY_STREAMS',
    message: (open) => `there are ${open} open streams already; end one, or watch several topics by one`,
  });
}

/** Keeps streams within the slots of whoever opens them. After whatever finds out who that is. */
export function streamSlotInterceptor(slots: CallerSlots): Interceptor {
  return (next) => async (call) => {
    if (!call.stream) return next(call);
    const { address } = call.contextValues.get(presentedKey);
    const slot = slots.take(call.contextValues.get(principalKey), address);
    // Its signal fires however a stream ends; a generator whose client stalled and left never does.
    call.signal.addEventListener('abort', () => slot.leave(), { once: true });
    try {
      const response = await next(call);
      if (!response.stream) throw new Error('a stream was answered by a message');
      return { ...response, message: untilOver(response.message, () => slot.leave()) };
    } catch (error) {
      slot.leave();
      throw error;
    }
  };
}

async function* untilOver<T>(messages: AsyncIterable<T>, leave: () => void): AsyncGenerator<T> {
  try {
    yield* messages;
  } finally {
    leave();
  }
}
