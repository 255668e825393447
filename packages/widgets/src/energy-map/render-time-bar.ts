import { html, svg, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { mapStrings } from './map-strings.ts';
import type { MapView } from './map-view.ts';
import { STEP_MS } from './time-steps.ts';

/** What the time bar shows and what it can do. */
export interface TimeBar {
  readonly view: MapView;
  readonly isPlaying: boolean;
  readonly isTable: boolean;
  readonly onPlay: () => void;
  /** Takes the hour that the slider was moved to. */
  readonly onSeek: (step: number) => void;
  readonly onTable: () => void;
}

const PLAY = 'M3 1.5v13l11-6.5z';
const PAUSE = 'M3 1.5h3.6v13h-3.6zM9.4 1.5h3.6v13h-3.6z';

/** Play, the hours as a slider, and the way to the table. */
export function renderTimeBar({
  view,
  isPlaying,
  isTable,
  onPlay,
  onSeek,
  onTable,
}: TimeBar): TemplateResult {
  const { steps, frame, words } = view;
  const onInput = ({ target }: Event) => {
    if (target instanceof HTMLInputElement) onSeek(steps.first + target.valueAsNumber * STEP_MS);
  };
  return html`<div class="time-bar" part="time-bar">
    <button
      type="button"
      class="play"
      aria-label=${isPlaying ? mapStrings.pause : mapStrings.play}
      ?disabled=${steps.first === steps.last}
      @click=${onPlay}
    >
      <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
        ${svg`<path d=${isPlaying ? PAUSE : PLAY}></path>`}
      </svg>
    </button>
    <input
      type="range"
      min="0"
      max=${(steps.last - steps.first) / STEP_MS}
      .value=${live(String((frame.step - steps.first) / STEP_MS))}
      aria-label=${mapStrings.hour}
      aria-valuetext=${words.hour(frame.step)}
      @input=${onInput}
    />
    <button type="button" class="table-toggle" @click=${onTable}>
      ${isTable ? mapStrings.showMap : mapStrings.showTable}
    </button>
  </div>`;
}
