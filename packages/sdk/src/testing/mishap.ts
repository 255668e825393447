import fc from 'fast-check';
import type { CutProxy } from './cut-proxy.ts';
import type { ScriptedServer } from './scripted-server.ts';

/** For tests: what befalls a stream, whatever it is of. */
export type Mishap =
  | { readonly does: 'cut'; readonly bytes: number }
  | { readonly does: 'breathe'; readonly turns: number }
  | { readonly does: 'reset' | 'end' };

/** For tests: any of them, often enough beside changes that weigh 6. */
export const mishaps = [
  { weight: 3, arbitrary: fc.record({ does: fc.constant('breathe' as const), turns: fc.nat(30) }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('cut' as const), bytes: fc.nat(400) }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constantFrom('reset' as const, 'end' as const) }) },
];

/** For tests: lets it happen to whoever reads from the server through the proxy. */
export async function befall(what: Mishap, server: ScriptedServer, proxy: CutProxy): Promise<void> {
  switch (what.does) {
    case 'cut':
      return proxy.cutAfter(what.bytes);
    case 'reset':
      return server.reset();
    case 'end':
      return server.endStreams();
    case 'breathe':
      // Turns of the event loop, so that what is on its way gets somewhere, anywhere.
      for (let turn = 0; turn < what.turns; turn++) await new Promise((resolve) => setImmediate(resolve));
  }
}
