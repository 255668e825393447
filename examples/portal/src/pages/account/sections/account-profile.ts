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

/** Name and address. */
@customElement('account-profile')
export class AccountProfile extends PageElement {
  @state() private email: string | undefined;
  @state() private isSaved = false;
  readonly #saving = new Submitting(this);

  protected override renderPage({ session: { account } }: Portal): TemplateResult {
    const { profile: words, save, saved, password } = accountWords.words;
    const { error } = this.#saving;
    const hasChangedEmail = this.email !== undefined && this.email !== account?.email;
    return html`<h2>${words.title}</h2>
      <form class="fields" @submit=${this.#save} @input=${this.#onInput}>
        ${renderRefusal(this.#saving, error?.code === 'unauthenticated' ? password.wrong : undefined)}
        <wa-input label=${words.name} name="name" autocomplete="name" maxlength="100" required value=${account?.displayName ?? ''}></wa-input>
        <wa-input label=${words.email} name="email" type="email" autocomplete="username" maxlength="254" required value=${account?.email ?? ''}></wa-input>
        ${
          hasChangedEmail && account?.hasPassword
            ? html`<wa-input label=${words.password} name="password" type="password" autocomplete="current-password" password-toggle required></wa-input>`
            : nothing
        }
        <div class="actions">
          <wa-button type="submit" size="s" appearance="outlined" ?loading=${this.#saving.isBusy}>${save}</wa-button>
          <span class="done" role="status">${this.isSaved ? saved : nothing}</span>
        </div>
      </form>`;
  }

  #onInput(event: Event): void {
    this.isSaved = false;
    const form = event.currentTarget;
    if (form instanceof HTMLFormElement) this.email = formText(new FormData(form), 'email');
  }

  #save(event: SubmitEvent): void {
    event.preventDefault();
    const session = this.portal?.session;
    if (!(event.target instanceof HTMLFormElement) || !session) return;
    const form = new FormData(event.target);
    const email = formText(form, 'email');
    const send = async () => {
      const { account } = await session.accounts.updateAccount({
        displayName: formText(form, 'name'),
        ...(email !== session.account?.email && { email, password: formText(form, 'password') }),
      });
      session.update({ account });
      this.email = undefined;
      this.isSaved = true;
    };
    this.#saving.send(send).catch(() => undefined);
  }
}
