import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { LIVE_MACHINE, type LiveEvent, type LiveState, type LiveTransition } from './live-machine.ts';

/** The table once more as text, so that a change of it has to be meant twice. `.` is: nothing happens. */
const EXPECTED = `
            idle          opening                  live                     resuming                 waiting                reopening                closed
wanted      opening:open  opening:open             resuming:open            resuming:open            .                      reopening:open           closed:end
unwanted    .             idle:abort               idle:abort               idle:abort               idle:stopWaiting       idle:abort               .
ready       .             live:arm                 live:arm                 live:arm                 .                      live:arm                 .
frame       .             .                        live:arm                 .                        .                      .                        .
ended       .             waiting:abort,backOff    resuming:open            waiting:abort,backOff    .                      waiting:abort,backOff    .
lost        .             waiting:abort,backOff    waiting:abort,backOff    waiting:abort,backOff    .                      waiting:abort,backOff    .
refused     .             idle:abort,fail          idle:abort,fail          idle:abort,fail          .                      idle:abort,fail          .
silent      .             waiting:abort,backOff    waiting:abort,backOff    waiting:abort,backOff    .                      waiting:abort,backOff    .
due         .             .                        .                        .                        reopening:open         .                        .
wake        .             opening:check            live:check               resuming:check           reopening:open         reopening:check          .
close       closed:end    closed:abort,end         closed:abort,end         closed:abort,end         closed:stopWaiting,end closed:abort,end         .
`;

const [head = [], ...rows] = EXPECTED.trim()
  .split('\n')
  .map((line) => line.trim().split(/\s+/));

const isState = (name: string): name is LiveState => Object.hasOwn(LIVE_MACHINE, name);
const isEvent = (name: string): name is LiveEvent => Object.hasOwn(LIVE_MACHINE.idle, name);

for (const [event = '', ...cells] of rows) {
  for (const [column, cell] of cells.entries()) {
    const state = head[column] ?? '';
    test(`${event} in ${state}: ${cell === '.' ? 'nothing happens' : cell}`, () => {
      const [to, effects = ''] = cell === '.' ? [state] : cell.split(':');
      assert.ok(isState(state) && isEvent(event));
      const transition = LIVE_MACHINE[state][event];
      assert.deepEqual(transition, { to, effects: effects === '' ? [] : effects.split(',') });
    });
  }
}

test('the table above names every state and every event', () => {
  assert.deepEqual(new Set(head), new Set(Object.keys(LIVE_MACHINE)));
  assert.deepEqual(new Set(rows.map(([event]) => event)), new Set(Object.keys(LIVE_MACHINE.idle)));
});

test('whatever happens, a stream is open, a wait is pending or nothing is wanted, and never two of them', () => {
  const states = Object.keys(LIVE_MACHINE).filter(isState);
  const events = Object.keys(LIVE_MACHINE.idle).filter(isEvent);
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...events)), (happened) => {
      let state: LiveState = 'idle';
      let stream = false;
      let wait = false;
      for (const event of happened) {
        const { to, effects }: LiveTransition = LIVE_MACHINE[state][event];
        state = to;
        // The wait is over when it falls due.
        if (event === 'due') wait = false;
        for (const effect of effects) {
          if (effect === 'open') [stream, wait] = [true, false];
          if (effect === 'abort') stream = false;
          if (effect === 'backOff') wait = true;
          if (effect === 'stopWaiting') wait = false;
        }
        assert.equal(stream, ['opening', 'live', 'resuming', 'reopening'].includes(state), state);
        assert.equal(wait, state === 'waiting', state);
      }
      assert.ok(states.includes(state));
    }),
  );
});
