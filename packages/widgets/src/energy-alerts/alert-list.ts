import type { Alert } from '@wattlet/sdk';
import type { LitElement } from 'lit';
import { html, nothing, type ReactiveController, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { type RowSlice, rowSlice, WHOLE_ROWS } from './row-window.ts';

/** What is taken for the height of a row until one has been measured, in CSS pixels. */
const USUAL_ROW_PX = 57;

/** Alerts in rows that the arrow keys walk through; of a long list only what is seen is rendered. */
export class AlertList implements ReactiveController {
  readonly #host: LitElement;
  #rowHeight = USUAL_ROW_PX;
  #slice: RowSlice = { first: 0, end: 0 };
  #count = 0;
  #current = 0;
  #mustFocus = false;

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  /** @param renderRow makes the row of an alert, told whether the Tab key goes to it */
  render(
    alerts: readonly Alert[],
    label: string,
    renderRow: (alert: Alert, index: number, isCurrent: boolean) => TemplateResult,
  ): TemplateResult {
    this.#count = alerts.length;
    this.#current = Math.min(this.#current, this.#count - 1);
    const { first, end } = this.#lookAgain();
    const isInside = this.#current >= first && this.#current < end;
    const tabbed = isInside ? this.#current : first;
    const isWindowed = this.#count > WHOLE_ROWS;
    return html`<div class="scroll" @scroll=${this.#scrolled} @keydown=${this.#pressed} @focusin=${this.#focused}>
      <ul class=${isWindowed ? 'list windowed' : 'list'} role="list" aria-label=${label} part="list">
        ${isWindowed ? html`<li class="spacer above" role="none"></li>` : nothing}
        ${alerts
          .slice(first, end)
          .map((alert, i) => keyed(alert.alertId, renderRow(alert, first + i, first + i === tabbed)))}
        ${isWindowed ? html`<li class="spacer below" role="none"></li>` : nothing}
      </ul>
    </div>`;
  }

  hostUpdated(): void {
    const row = this.#find<HTMLElement>('li[data-index]');
    if (row) this.#rowHeight = row.offsetHeight || this.#rowHeight;
    const { first, end } = this.#slice;
    this.#space('.above', first);
    this.#space('.below', this.#count - end);
    if (!this.#mustFocus) return;
    this.#mustFocus = false;
    this.#find<HTMLElement>(`li[data-index="${this.#current}"] .row`)?.focus();
  }

  /** Goes back to the newest. */
  scrollToTop(): void {
    this.#find('.scroll')?.scrollTo({ top: 0 });
  }

  #lookAgain(): RowSlice {
    const scroller = this.#find<HTMLElement>('.scroll');
    this.#slice = rowSlice(this.#count, {
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

  readonly #scrolled = (): void => {
    const { first, end } = this.#slice;
    const now = this.#lookAgain();
    if (now.first !== first || now.end !== end) this.#host.requestUpdate();
  };

  readonly #focused = ({ target }: FocusEvent): void => {
    const row = target instanceof Element ? target.closest<HTMLElement>('li[data-index]') : null;
    if (!row) return;
    this.#current = Number(row.dataset['index']);
    this.#host.requestUpdate();
  };

  readonly #pressed = (event: KeyboardEvent): void => {
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: 10,
      PageUp: -10,
      Home: -this.#count,
      End: this.#count,
    };
    const step = steps[event.key];
    if (step === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    this.#current = Math.max(0, Math.min(this.#count - 1, this.#current + step));
    this.#reveal();
    this.#mustFocus = true;
    this.#host.requestUpdate();
  };

  /** Scrolls as far as the current row needs, so that it is rendered and can be focused. */
  #reveal(): void {
    const scroller = this.#find<HTMLElement>('.scroll');
    if (!scroller || this.#count <= WHOLE_ROWS) return;
    const top = this.#current * this.#rowHeight;
    if (top < scroller.scrollTop) scroller.scrollTop = top;
    const bottom = top + this.#rowHeight - scroller.clientHeight;
    if (bottom > scroller.scrollTop) scroller.scrollTop = bottom;
  }
}
