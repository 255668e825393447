import type { Platform } from '../accounts/open-platform.ts';
import type { StreamHub } from '../live/stream-hub.ts';
import type { Role } from '../roles/supervisor.ts';

/** Tells those who watch what changes. */
export function liveRole(
  topic: string,
  { migrate }: Pick<Platform, 'migrate'>,
  hub: Pick<StreamHub, 'run'>,
): Role {
  return {
    name: `live:${topic}`,
    async run(signal, ready) {
      await migrate(signal);
      await hub.run(signal, ready);
    },
  };
}

/** Keeps the schema of people and sites up to date. */
export function platformRole({ migrate }: Pick<Platform, 'migrate'>): Role {
  return {
    name: 'platform',
    async run(signal, ready) {
      await migrate(signal);
      ready();
      if (!signal.aborted)
        await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
    },
  };
}
