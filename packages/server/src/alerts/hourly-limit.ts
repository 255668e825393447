import {
  type AlertState,
  firstStep,
  type HourPhase,
  type HourPlace,
  type HourSign,
  nextStep,
  type OpenState,
} from './alert-episode.ts';

/** Readings may be so late, in milliseconds, and still count as news of their hour. */
export const GRACE_MS = 10 * 60_000;

/** The most that a clock hour may consume, and from how much its owner is warned. */
export interface HourlyLimit {
  readonly wattHours: bigint;
  /** Of the limit; 0 warns of nothing. */
  readonly warningPercent: number;
}

/** A clock hour of a meter. Times are epoch milliseconds. */
export interface MeterHour {
  readonly start: number;
  readonly end: number;
  readonly wattHours: bigint;
}

/** What an episode is about. */
export interface EpisodeHours {
  readonly state: AlertState;
  /** Starts of its first and newest hour, epoch milliseconds. */
  readonly firstHour: number;
  readonly hour: number;
  readonly wattHours: bigint;
  readonly peakWattHours: bigint;
}

/** An episode that goes on. */
export interface OpenEpisodeHours extends EpisodeHours {
  readonly state: OpenState;
}

/** What became of the episode that was open, if one was, and of one that began where none was or after its end. */
export interface HoursVerdict {
  readonly open: EpisodeHours | undefined;
  readonly begun: OpenEpisodeHours | undefined;
}

/**
 * Goes through the hours of a meter, which follow each other from the newest of the open episode or the oldest that has
 * not settled, whichever is earlier, up to the newest. Of the hours before, only the peak that the episode has counts. What
 * comes out depends on nothing but these and time: to do it again changes nothing. Where there is no limit any more, the
 * episode ends.
 */
export function judgeHours(
  open: OpenEpisodeHours | undefined,
  hours: readonly MeterHour[],
  limit: HourlyLimit | undefined,
  now: number,
): HoursVerdict {
  if (!limit) return { open: open && { ...open, state: 'resolved' }, begun: undefined };
  let episode = open;
  let ended: EpisodeHours | undefined;
  for (const hour of hours) {
    const phase = now >= hour.end + GRACE_MS ? 'settled' : 'running';
    const next = step(episode, hour, phase, signOf(hour, limit));
    if (isOpen(next)) episode = next;
    else {
      // What begins does so in a running hour, and ends with a settled one: this is the one that was open.
      ended = next ?? ended;
      episode = undefined;
    }
  }
  if (!open) return { open: undefined, begun: episode && measure(episode, hours) };
  return ended
    ? { open: measure(ended, hours), begun: episode && measure(episode, hours) }
    : { open: episode && measure(episode, hours), begun: undefined };
}

/** When time alone may change what {@link judgeHours} says of an open episode, epoch milliseconds. */
export function nextSettling(hours: readonly MeterHour[], now: number): number {
  const ends = hours.map(({ end }) => end + GRACE_MS).filter((at) => at > now);
  return Math.min(...ends);
}

function isOpen(episode: EpisodeHours | undefined): episode is OpenEpisodeHours {
  return episode !== undefined && episode.state !== 'resolved';
}

function signOf({ wattHours }: MeterHour, { wattHours: limit, warningPercent }: HourlyLimit): HourSign {
  if (wattHours > limit) return 'broken';
  return warningPercent > 0 && wattHours * 100n >= limit * BigInt(warningPercent) ? 'warned' : 'kept';
}

function placeOf({ start }: MeterHour, { hour }: EpisodeHours): HourPlace {
  if (start === hour) return 'same';
  return start < hour ? 'earlier' : 'later';
}

function step(
  episode: OpenEpisodeHours | undefined,
  hour: MeterHour,
  phase: HourPhase,
  sign: HourSign,
): EpisodeHours | undefined {
  const { start, wattHours } = hour;
  const about = { firstHour: start, hour: start, wattHours, peakWattHours: wattHours };
  const taken = episode
    ? nextStep(episode.state, placeOf(hour, episode), phase, sign)
    : firstStep(phase, sign);
  switch (taken) {
    case 'begin-pending':
      return { ...about, state: 'pending' };
    case 'begin-firing':
    case 'fire':
      return { ...about, state: 'firing' };
    case 'move':
      return episode && { ...episode, hour: start, ...(episode.state === 'pending' && about) };
    case 'extend':
      return episode && { ...episode, firstHour: Math.min(episode.firstHour, start) };
    case 'resolve':
      return episode && { ...episode, state: 'resolved' };
    case 'stay':
      return episode;
  }
}

/** Takes what was consumed from the hours as they are now, and of those that are not at hand the peak that is known. */
function measure<Episode extends EpisodeHours>(episode: Episode, hours: readonly MeterHour[]): Episode {
  const own = hours.filter(({ start }) => start >= episode.firstHour && start <= episode.hour);
  const newest = own.find(({ start }) => start === episode.hour);
  if (!newest) return episode;
  const isWhole = own[0]?.start === episode.firstHour;
  let peakWattHours = isWhole ? newest.wattHours : episode.peakWattHours;
  for (const { wattHours } of own) if (wattHours > peakWattHours) peakWattHours = wattHours;
  return { ...episode, wattHours: newest.wattHours, peakWattHours };
}
