import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type EpisodeStep,
  firstStep,
  type HourPhase,
  type HourPlace,
  type HourSign,
  nextStep,
} from './alert-episode.ts';

/** What is expected where the hour keeps to the limit, warns, and breaks it. */
type Row = readonly [kept: EpisodeStep, warned: EpisodeStep, broken: EpisodeStep];

const SIGNS: readonly HourSign[] = ['kept', 'warned', 'broken'];

const FIRST: readonly (readonly [HourPhase, Row])[] = [
  ['running', ['stay', 'begin-pending', 'begin-firing']],
  ['settled', ['stay', 'stay', 'stay']],
];

for (const [phase, row] of FIRST) {
  test(`without an episode, a ${phase} hour`, () => {
    assert.deepEqual(
      SIGNS.map((sign) => firstStep(phase, sign)),
      row,
    );
  });
}

const PENDING: readonly (readonly [HourPlace, HourPhase, Row])[] = [
  ['earlier', 'running', ['stay', 'stay', 'fire']],
  ['earlier', 'settled', ['stay', 'stay', 'stay']],
  ['same', 'running', ['stay', 'stay', 'fire']],
  ['same', 'settled', ['resolve', 'resolve', 'resolve']],
  ['later', 'running', ['stay', 'move', 'fire']],
  ['later', 'settled', ['resolve', 'resolve', 'resolve']],
];

const FIRING: readonly (readonly [HourPlace, HourPhase, Row])[] = [
  ['earlier', 'running', ['stay', 'stay', 'extend']],
  ['earlier', 'settled', ['stay', 'stay', 'stay']],
  ['same', 'running', ['stay', 'stay', 'stay']],
  ['same', 'settled', ['resolve', 'resolve', 'stay']],
  ['later', 'running', ['stay', 'stay', 'move']],
  ['later', 'settled', ['resolve', 'resolve', 'move']],
];

for (const [state, rows] of [
  ['pending', PENDING],
  ['firing', FIRING],
  // Whether somebody has seen it changes nothing of when it ends.
  ['acknowledged', FIRING],
] as const) {
  for (const [place, phase, row] of rows) {
    test(`a ${state} episode, and an hour that is ${place} and ${phase}`, () => {
      assert.deepEqual(
        SIGNS.map((sign) => nextStep(state, place, phase, sign)),
        row,
      );
    });
  }
}
