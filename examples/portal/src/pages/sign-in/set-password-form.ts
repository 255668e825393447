import '../../web-awesome/setup.ts';
import '@awesome.me/webawesome/dist/components/button/button.js';
import '@awesome.me/webawesome/dist/components/input/input.js';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { PageElement } from '../../app/page-element.ts';
import { refusalText } from '../../app/render-states.ts';
import { formText } from '../../parts/form-text.ts';
import { Submitting } from '../../parts/submitting.ts';
import { signInWords } from './sign-in-words.ts';

/** Sets a password by the token behind the `#` of the address. */
@customElement('set-password-form')
export class SetPasswordForm extends PageElement {
  @state() private isDone = false;
  readonly #submitting = new Submitting(this);

  protected override renderPage(): TemplateResult {
    const { setPassword: words, signIn, password, passwordHint } = signInWords.words;
    const { error } = this.#submitting;
    if (this.isDone)
      return html`<div class="sign-page">
        <div class="sign-form" role="status">
          <h1>${words.title}</h1>
          <p>${words.done}</p>
          <a class="button primary" href="/sign-in">${signIn.submit}</a>
        </div>
      </div>`;
    const refusal = error?.code === 'not_found' ? words.gone : error && refusalText(error);
    return html`<div class="sign-page">
      <form class="sign-form" @submit=${this.#submit}>
        <div>
          <h1>${words.title}</h1>
          <p class="quiet">${words.lead}</p>
        </div>
        ${refusal ? html`<p class="notice alarm" role="alert">${refusal}</p>` : nothing}
        <wa-input
          label=${password}
          name="password"
          type="password"
          autocomplete="new-password"
          hint=${passwordHint}
          minlength="10"
          maxlength="256"
          password-toggle
          required
          autofocus
        ></wa-input>
        <wa-button type="submit" variant="brand" ?loading=${this.#submitting.isBusy}>${words.submit}</wa-button>
      </form>
    </div>`;
  }

  #submit(event: SubmitEvent): void {
    event.preventDefault();
    const session = this.portal?.session;
    if (!(event.target instanceof HTMLFormElement) || !session) return;
    const newPassword = formText(new FormData(event.target), 'password');
    const send = async () => {
      await session.accounts.redeemPasswordLink({ token: location.hash.slice(1), newPassword });
      // Whoever was signed in here may just have been signed out.
      await session.load();
      this.isDone = true;
    };
    this.#submitting.send(send).catch(() => undefined);
  }
}
