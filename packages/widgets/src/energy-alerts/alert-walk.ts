import type { LitElement, ReactiveController } from 'lit';
import { type RowSlice, rowSlice } from './row-window.ts';
import { WHOLE_ROWS } from './whole-rows.ts';

/** What is taken for the height of a row until one has been measured, in CSS pixels. */
const USUAL_ROW_PX = 57;

/** Has the arrow keys walk through the rows of a list; of a long one only what is seen is rendered. */
export class AlertWalk implements ReactiveController {
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

  /** Which of so many rows are rendered, and which one the Tab key goes to. */
  rowsOf(count: number): RowSlice & { readonly tabbed: number } {
    this.#count = count;
    this.#current = Math.min(this.#current, count - 1);
    const { first, end } = this.#lookAgain();
    const isInside = this.#current >= first && this.#current < end;
    return { first, end, tabbed: isInside ? this.#current : first };
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

  readonly scrolled = (): void => {
    const { first, end } = this.#slice;
    const now = this.#lookAgain();
    if (now.first !== first || now.end !== end) this.#host.requestUpdate();
  };

  readonly focused = ({ target }: FocusEvent): void => {
    this.#goTo(target);
    this.#host.requestUpdate();
  };

  readonly pressed = (event: KeyboardEvent): void => {
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
    // The focus may have come before this was there.
    this.#goTo(event.target);
    this.#current = Math.max(0, Math.min(this.#count - 1, this.#current + step));
    this.#reveal();
    this.#mustFocus = true;
    this.#host.requestUpdate();
  };

  #goTo(target: EventTarget | null): void {
    const row = target instanceof Element ? target.closest<HTMLElement>('li[data-index]') : null;
    if (row) this.#current = Number(row.dataset['index']);
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
