import type { MapFrame } from './map-frame.ts';
import type { MapWindow } from './map-window.ts';
import type { MapWords } from './map-words.ts';
import type { TimeSteps } from './time-steps.ts';

/** Everything that is drawn. */
export interface MapView {
  readonly frame: MapFrame;
  readonly steps: TimeSteps;
  /** The map goes along with the newest hour. */
  readonly isLive: boolean;
  readonly words: MapWords;
  readonly window: MapWindow;
  /** Code of the country that is read, by pointer or keyboard. */
  readonly active: string | undefined;
  /** Code of the country that was selected, by the user or the host. */
  readonly selected: string;
}
