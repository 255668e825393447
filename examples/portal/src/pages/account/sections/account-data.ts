import '../../../web-awesome/setup.ts';
import '@awesome.me/webawesome/dist/components/button/button.js';
import '@awesome.me/webawesome/dist/components/dialog/dialog.js';
import '@awesome.me/webawesome/dist/components/input/input.js';
import { html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { PageElement } from '../../../app/page-element.ts';
import type { Portal } from '../../../app/portal.ts';
import { formText } from '../../../parts/form-text.ts';
import { saveFile } from '../../../parts/save-file.ts';
import { Submitting } from '../../../parts/submitting.ts';
import { goTo } from '../../../router/go-to.ts';
import { accountWords } from '../account-words.ts';
import { renderRefusal } from '../render-sent.ts';

/** Taking one's data along, and deleting the account. */
@customElement('account-data')
export class AccountData extends PageElement {
  @state() private isOpen = false;
  readonly #exporting = new Submitting(this);
  readonly #deleting = new Submitting(this);

  protected override renderPage({ session: { account } }: Portal): TemplateResult {
    const { data: words, cancel } = accountWords.words;
    const close = ({ target, currentTarget }: Event) => {
      if (target === currentTarget) this.isOpen = false;
    };
    return html`<h2>${words.title}</h2>
      <p class="quiet">${words.exportText}</p>
      ${renderRefusal(this.#exporting)}
      <div><wa-button size="s" appearance="outlined" ?loading=${this.#exporting.isBusy} @click=${this.#export}>${words.export}</wa-button></div>
      <p class="quiet">${words.deleteText}</p>
      <div>
        <wa-button size="s" appearance="outlined" variant="danger" @click=${() => {
          this.isOpen = true;
        }}>${words.delete}</wa-button>
      </div>
      <wa-dialog label=${words.confirmTitle} ?open=${this.isOpen} @wa-after-hide=${close}>
        <form id="delete-account" class="fields" @submit=${this.#delete}>
          <p>${words.confirmText}</p>
          ${renderRefusal(this.#deleting)}
          ${
            account?.hasPassword
              ? html`<wa-input label=${words.byPassword} name="confirmation" type="password" autocomplete="current-password" password-toggle required autofocus></wa-input>`
              : html`<wa-input label=${words.byEmail} name="confirmation" type="email" autocomplete="off" required autofocus></wa-input>`
          }
        </form>
        <wa-button slot="footer" size="s" appearance="outlined" data-dialog="close">${cancel}</wa-button>
        <wa-button slot="footer" size="s" variant="danger" type="submit" form="delete-account" ?loading=${this.#deleting.isBusy}>
          ${words.confirm}
        </wa-button>
      </wa-dialog>`;
  }

  #export(): void {
    const send = async () => {
      const answer = await this.portal?.session.accounts.exportAccount({});
      if (answer)
        saveFile(answer.fileName, new Blob([new Uint8Array(answer.json)], { type: 'application/json' }));
    };
    this.#exporting.send(send).catch(() => undefined);
  }

  #delete(event: SubmitEvent): void {
    event.preventDefault();
    const session = this.portal?.session;
    if (!(event.target instanceof HTMLFormElement) || !session) return;
    const confirmation = formText(new FormData(event.target), 'confirmation');
    const send = async () => {
      await session.accounts.deleteAccount({ confirmation });
      goTo('/', { replace: true });
      await session.load();
    };
    this.#deleting.send(send).catch(() => undefined);
  }
}
