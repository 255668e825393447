/** Where an episode stands. */
export type AlertState = 'pending' | 'firing' | 'acknowledged' | 'resolved';

/** An episode that goes on. */
export type OpenState = Exclude<AlertState, 'resolved'>;

/** What the consumption of one clock hour says: below the warning level, at or above it, above the limit. */
export type HourSign = 'kept' | 'warned' | 'broken';

/** Whether an hour may still grow: settled are those that ended longer ago than the grace for late readings. */
export type HourPhase = 'running' | 'settled';

/** Where an hour lies beside the newest hour that the episode is about. */
export type HourPlace = 'earlier' | 'same' | 'later';

/**
 * What an hour does to an episode: nothing; begin one; make it fire, about this hour; move it on to this hour; let it begin
 * with this hour; end it.
 */
export type EpisodeStep = 'stay' | 'begin-pending' | 'begin-firing' | 'fire' | 'move' | 'extend' | 'resolve';

type Signs = Readonly<Record<HourSign, EpisodeStep>>;
type Phases = Readonly<Record<HourPhase, Signs>>;

const STAY: Signs = { kept: 'stay', warned: 'stay', broken: 'stay' };

/** An hour that has settled says nothing to begin with: late readings open no alert as if they were news. */
const NONE: Phases = {
  running: { kept: 'stay', warned: 'begin-pending', broken: 'begin-firing' },
  settled: STAY,
};

const PENDING: Readonly<Record<HourPlace, Phases>> = {
  earlier: { running: { kept: 'stay', warned: 'stay', broken: 'fire' }, settled: STAY },
  same: {
    // A correction below the warning level changes nothing before the hour is over.
    running: { kept: 'stay', warned: 'stay', broken: 'fire' },
    settled: { kept: 'resolve', warned: 'resolve', broken: 'resolve' },
  },
  later: {
    running: { kept: 'stay', warned: 'move', broken: 'fire' },
    settled: { kept: 'resolve', warned: 'resolve', broken: 'resolve' },
  },
};

const FIRING: Readonly<Record<HourPlace, Phases>> = {
  earlier: { running: { kept: 'stay', warned: 'stay', broken: 'extend' }, settled: STAY },
  same: { running: STAY, settled: { kept: 'resolve', warned: 'resolve', broken: 'stay' } },
  later: {
    running: { kept: 'stay', warned: 'stay', broken: 'move' },
    settled: { kept: 'resolve', warned: 'resolve', broken: 'move' },
  },
};

/** The state machine of an episode as a table: by state, place, phase and sign of an hour. */
const STEPS: Readonly<Record<OpenState, Readonly<Record<HourPlace, Phases>>>> = {
  pending: PENDING,
  firing: FIRING,
  acknowledged: FIRING,
};

/** What an hour does where there is no episode. */
export function firstStep(phase: HourPhase, sign: HourSign): EpisodeStep {
  return NONE[phase][sign];
}

/** What an hour does to an episode. */
export function nextStep(state: OpenState, place: HourPlace, phase: HourPhase, sign: HourSign): EpisodeStep {
  return STEPS[state][place][phase][sign];
}
