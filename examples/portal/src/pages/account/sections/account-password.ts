import '../../../web-awesome/setup.ts';
import '@awesome.me/webawesome/dist/components/button/button.js';
import '@awesome.me/webawesome/dist/components/input/input.js';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { PageElement } from '../../../app/page-element.ts';
import type { Portal } from '../../../app/portal.ts';
import { formText } from '../../../parts/form-text.ts';
import { Submitting } from '../../../parts/submitting.ts';
import { accountWords } from '../account-words.ts';
import { renderRefusal } from '../render-sent.ts';

/** A new password; for those who sign in with a provider only, the first. */
@customElement('account-password')
export class AccountPassword extends PageElement {
  @state() private isSaved = false;
  readonly #saving = new Submitting(this);

  protected override renderPage({ session: { account } }: Portal): TemplateResult {
    const { password: words, saved } = accountWords.words;
    const { error } = this.#saving;
    return html`<h2>${words.title}</h2>
      <form class="fields" @submit=${this.#save}>
        ${renderRefusal(this.#saving, error?.code === 'unauthenticated' ? words.wrong : undefined)}
        <input class="visually-hidden" type="text" autocomplete="username" aria-hidden="true" tabindex="-1" .value=${account?.email ?? ''} />
        ${
          account?.hasPassword
            ? html`<wa-input label=${words.old} name="old" type="password" autocomplete="current-password" password-toggle required></wa-input>`
            : nothing
        }
        <wa-input
          label=${words.new}
          name="new"
          type="password"
          autocomplete="new-password"
          hint=${words.hint}
          minlength="10"
          maxlength="256"
          password-toggle
          required
        ></wa-input>
        <div class="actions">
          <wa-button type="submit" size="s" appearance="outlined" ?loading=${this.#saving.isBusy}>
            ${account?.hasPassword ? words.change : words.set}
          </wa-button>
          <span class="done" role="status">${this.isSaved ? saved : nothing}</span>
        </div>
      </form>`;
  }

  #save(event: SubmitEvent): void {
    event.preventDefault();
    const session = this.portal?.session;
    const { target } = event;
    if (!(target instanceof HTMLFormElement) || !session) return;
    const form = new FormData(target);
    this.isSaved = false;
    const send = async () => {
      await session.accounts.changePassword({
        oldPassword: formText(form, 'old'),
        newPassword: formText(form, 'new'),
      });
      await session.load();
      target.reset();
      this.isSaved = true;
    };
    this.#saving.send(send).catch(() => undefined);
  }
}
