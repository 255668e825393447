import type { Alert } from '@wattlet/sdk';
import type { LitElement, ReactiveController } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { type RowSlice, rowSlice } from './row-window.ts';
import { WHOLE_ROWS } from './whole-rows.ts';

/** What is taken for the height of a row until one has been measured, in CSS pixels. */
const USUAL_ROW_PX = 57;

/**
 * Has the arrow keys walk through the rows of a list, and leaves the focus where it is while alerts come and go; of a long
 * list only what is seen is rendered.
 */
export class AlertWalk implements ReactiveController {
  readonly #host: LitElement;
  #rowHeight = USUAL_ROW_PX;
  #slice: RowSlice = { first: 0, end: 0 };
  #alerts: readonly Alert[] = [];
  #current = 0;
  /** The alert of the current row, wherever in the list that is by now; undefined until somebody has gone to one. */
  #currentId: string | undefined;
  #mustFocus = false;
  /** What had the focus before the last update, in a row or in the toast. */
  #focused: Element | undefined;

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  /** Which of these have rows that are rendered, and which one the Tab key goes to. */
  rowsOf(alerts: readonly Alert[]): RowSlice & { readonly tabbed: number } {
    this.#alerts = alerts;
    if (this.#currentId !== undefined) {
      const index = alerts.findIndex(({ alertId }) => alertId === this.#currentId);
      this.#goTo(index < 0 ? this.#current : index);
    }
    const { first, end } = this.#lookAgain();
    const isInside = this.#current >= first && this.#current < end;
    return { first, end, tabbed: isInside ? this.#current : first };
  }

  /** Rows that stay the same elements for as long as their alerts are shown. */
  renderRows(alerts: readonly Alert[], row: (alert: Alert, index: number) => unknown): unknown {
    return repeat(alerts, ({ alertId }) => alertId, row);
  }

  hostUpdate(): void {
    const focused = this.#host.shadowRoot?.activeElement;
    this.#focused = focused?.closest('.list, .toast') ? focused : undefined;
    // It may be older than this.
    if (focused && this.#currentId === undefined) this.#current = rowOf(focused) ?? this.#current;
  }

  hostUpdated(): void {
    const row = this.#find<HTMLElement>('li[data-index]');
    if (row) this.#rowHeight = row.offsetHeight || this.#rowHeight;
    const { first, end } = this.#slice;
    this.#space('.above', first);
    this.#space('.below', this.#alerts.length - end);
    const isLost = this.#focused?.isConnected === false;
    if (!this.#mustFocus && !isLost) return;
    const place = this.#find('.list') ? `li[data-index="${this.#current}"] .row` : '[aria-pressed="true"]';
    this.#find<HTMLElement>(place)?.focus({ preventScroll: !this.#mustFocus });
    this.#mustFocus = false;
  }

  /** Has the focus go to the first row. */
  goToFirst(): void {
    this.#goTo(0);
    this.#mustFocus = true;
    this.#host.requestUpdate();
  }

  readonly scrolled = (): void => {
    const { first, end } = this.#slice;
    const now = this.#lookAgain();
    if (now.first !== first || now.end !== end) this.#host.requestUpdate();
  };

  readonly focused = ({ target }: FocusEvent): void => {
    this.#goToRowOf(target);
    this.#host.requestUpdate();
  };

  readonly pressed = (event: KeyboardEvent): void => {
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: 10,
      PageUp: -10,
      Home: -this.#alerts.length,
      End: this.#alerts.length,
    };
    const step = steps[event.key];
    if (step === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    // The focus may have come before this was there.
    this.#goToRowOf(event.target);
    this.#goTo(this.#current + step);
    this.#reveal();
    this.#mustFocus = true;
    this.#host.requestUpdate();
  };

  #goToRowOf(target: EventTarget | null): void {
    const index = target instanceof Element ? rowOf(target) : undefined;
    if (index !== undefined) this.#goTo(index);
  }

  #goTo(index: number): void {
    this.#current = Math.max(0, Math.min(this.#alerts.length - 1, index));
    this.#currentId = this.#alerts[this.#current]?.alertId;
  }

  #lookAgain(): RowSlice {
    const scroller = this.#find<HTMLElement>('.scroll');
    this.#slice = rowSlice(this.#alerts.length, {
      rowHeight: this.#rowHeight,
      scrollTop: scroller?.scrollTop ?? 0,
      viewHeight: scroller?.clientHeight ?? 0,
    });
    return this.#slice;
  }

  /** Through the CSSOM: a strict content security policy blocks style attributes. */
  #space(selector: string, rows: number): void {
    this.#find<HTMLElement>(selector)?.style.setProperty('block-size', `${rows * this.#rowHeight}px`);
  }

  #find<T extends Element>(selector: string): T | null {
    return this.#host.renderRoot.querySelector<T>(selector);
  }

  /** Scrolls as far as the current row needs, so that it is rendered and can be focused. */
  #reveal(): void {
    const scroller = this.#find<HTMLElement>('.scroll');
    if (!scroller || this.#alerts.length <= WHOLE_ROWS) return;
    const top = this.#current * this.#rowHeight;
    if (top < scroller.scrollTop) scroller.scrollTop = top;
    const bottom = top + this.#rowHeight - scroller.clientHeight;
    if (bottom > scroller.scrollTop) scroller.scrollTop = bottom;
  }
}

/** The index of the row in which something is. */
function rowOf(part: Element): number | undefined {
  const index = part.closest<HTMLElement>('li[data-index]')?.dataset['index'];
  return index === undefined ? undefined : Number(index);
}
