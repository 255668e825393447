import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { type ChartFrame, xOf } from '../../chart/chart-frame.ts';
import type { ChartView } from '../chart-view.ts';
import type { NavigationTarget } from '../navigation-target.ts';
import { CursorController, type CursorListener } from './cursor-controller.ts';
import { GestureController } from './gesture-controller.ts';
import { interactionStyles } from './interaction-styles.ts';
import { placeTooltip } from './place-tooltip.ts';
import { plotInput } from './plot-input.ts';
import { renderCursor, renderSelection } from './render-cursor.ts';
import { describeReadout, renderTooltip } from './render-tooltip.ts';

/** The plot that is acted on, and who is told. */
export interface InteractionOptions extends CursorListener {
  /** What is drawn now, if anything is. */
  readonly frame: () => ChartFrame | undefined;
  readonly navigation: NavigationTarget;
}

/** What a user does on a plot, and what is drawn over it meanwhile: loaded when somebody first comes near. */
export class PlotInteraction {
  static readonly styles = interactionStyles;
  /** Acts on an event of the plot's surface. */
  readonly handle: (event: Event) => void;
  readonly #cursor: CursorController;
  readonly #gestures: GestureController;

  constructor(host: ReactiveControllerHost, { frame, navigation, ...listener }: InteractionOptions) {
    this.#cursor = new CursorController(host, listener);
    this.#gestures = new GestureController(host, navigation);
    this.handle = plotInput({ frame, navigation, cursor: this.#cursor, gestures: this.#gestures });
  }

  /** Whether the range follows a pointer now. */
  get isActive(): boolean {
    return this.#gestures.isActive;
  }

  /** Reads what another chart reads. */
  follow(time: number | undefined): void {
    this.#cursor.follow(time);
  }

  /** What a screen reader says of what the keyboard reads; empty while it reads nothing. */
  describe(view: ChartView): string {
    const time = this.#timeIn(view);
    return this.#cursor.isKeyboard && time !== undefined ? describeReadout(view, time) : '';
  }

  /** What lies over the plot and its axes. */
  renderMarks(view: ChartView): unknown {
    const { selection } = this.#gestures;
    const time = this.#timeIn(view);
    return [
      selection ? renderSelection(view, selection) : nothing,
      time === undefined ? nothing : renderCursor(view, time),
    ];
  }

  /** The values at the cursor. */
  renderTooltip(view: ChartView): TemplateResult | typeof nothing {
    const time = this.#timeIn(view);
    if (time === undefined) return nothing;
    return html`<div class=${this.#cursor.isPinned ? 'tooltip pinned' : 'tooltip'} part="tooltip" aria-hidden="true">
      ${renderTooltip(view, time)}
    </div>`;
  }

  /** Puts the tooltip that has been rendered beside the cursor. */
  place(root: ParentNode, view: ChartView): void {
    const tooltip = root.querySelector<HTMLElement>('.tooltip');
    const time = this.#timeIn(view);
    if (tooltip && time !== undefined) placeTooltip(tooltip, view.layout, xOf(view.frame, time));
  }

  #timeIn({ frame }: ChartView): number | undefined {
    return this.#cursor.timeIn(frame.range);
  }
}
