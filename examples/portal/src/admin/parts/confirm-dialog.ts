import '../../web-awesome/setup.ts';
import '@awesome.me/webawesome/dist/components/button/button.js';
import '@awesome.me/webawesome/dist/components/dialog/dialog.js';
import '@awesome.me/webawesome/dist/components/input/input.js';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { refusalText } from '../../app/render-states.ts';
import { formText } from '../../parts/form-text.ts';
import { Submitting } from '../../parts/submitting.ts';
import { adminWords } from '../admin-words.ts';

/** What is to be confirmed. */
export interface Confirmation {
  readonly title: string;
  readonly text: string;
  /** What the button says that does it. */
  readonly action: string;
  readonly isHarmless?: boolean;
  /** Has to be typed, and under which label. */
  readonly typed?: { readonly label: string; readonly text: string };
  /** Asks for a note, under which label. */
  readonly note?: string;
  /** Does it; the dialog stays open with the reason where it is refused. */
  run(note: string): Promise<unknown>;
}

/** Asks before something is done that cannot be taken back easily. */
@customElement('confirm-dialog')
export class ConfirmDialog extends LitElement {
  @state() private confirmation: Confirmation | undefined;
  @state() private isOpen = false;
  readonly #running = new Submitting(this);

  override createRenderRoot(): this {
    return this;
  }

  /** Shows the question. */
  ask(confirmation: Confirmation): void {
    this.confirmation = confirmation;
    this.isOpen = true;
    this.querySelector('form')?.reset();
  }

  protected override render(): TemplateResult {
    const { confirmation, isOpen } = this;
    const { cancel } = adminWords.words.common;
    const { error, isBusy } = this.#running;
    return html`<wa-dialog label=${confirmation?.title ?? ''} ?open=${isOpen} @wa-after-hide=${this.#onHidden}>
      <form id="confirm-form" class="dialog-form" @submit=${this.#submit}>
        <p>${confirmation?.text}</p>
        ${
          confirmation?.typed
            ? html`<wa-input
              name="typed"
              label=${confirmation.typed.label}
              pattern=${exactly(confirmation.typed.text)}
              autocomplete="off"
              required
            ></wa-input>`
            : nothing
        }
        ${confirmation?.note ? html`<wa-input name="note" label=${confirmation.note} maxlength="500"></wa-input>` : nothing}
        ${error && isOpen ? html`<p class="notice alarm" role="alert">${refusalText(error)}</p>` : nothing}
        <div class="actions">
          <wa-button type="submit" variant=${confirmation?.isHarmless ? 'brand' : 'danger'} ?loading=${isBusy}>${confirmation?.action}</wa-button>
          <wa-button type="button" appearance="outlined" @click=${this.#close}>${cancel}</wa-button>
        </div>
      </form>
    </wa-dialog>`;
  }

  #submit(event: SubmitEvent): void {
    event.preventDefault();
    const { confirmation } = this;
    if (!confirmation || !(event.target instanceof HTMLFormElement)) return;
    const form = new FormData(event.target);
    this.#running
      .send(() => confirmation.run(formText(form, 'note')))
      .then(
        (done) => {
          if (done) this.isOpen = false;
        },
        () => undefined,
      );
  }

  readonly #close = () => {
    this.isOpen = false;
  };

  /** Inner parts tell of their hiding by the same event. */
  readonly #onHidden = ({ target }: Event) => {
    if (target instanceof HTMLElement && target.localName === 'wa-dialog') this.isOpen = false;
  };
}

/** The pattern of a field in which nothing but this text may stand. */
const exactly = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/\-&!#%,:;<=>@`~]/g, '\\$&');

declare global {
  interface HTMLElementTagNameMap {
    'confirm-dialog': ConfirmDialog;
  }
}
