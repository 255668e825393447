import '../../web-awesome/setup.ts';
import '@awesome.me/webawesome/dist/components/button/button.js';
import '@awesome.me/webawesome/dist/components/input/input.js';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { PageElement } from '../../app/page-element.ts';
import type { Portal } from '../../app/portal.ts';
import { refusalText } from '../../app/render-states.ts';
import { formText } from '../../parts/form-text.ts';
import { Submitting } from '../../parts/submitting.ts';
import { goTo } from '../../router/go-to.ts';
import { returnAddress } from '../../router/return-address.ts';
import type { PageRequest } from '../../router/route.ts';
import { renderProviders } from '../sign-in/render-providers.ts';
import { signInWords } from '../sign-in/sign-in-words.ts';

/** Makes an account with a trial, and signs it in. */
@customElement('sign-up-form')
export class SignUpForm extends PageElement {
  readonly #submitting = new Submitting(this);

  protected override renderPage({ session }: Portal, { url }: PageRequest): TemplateResult {
    const { signUp, name, email, password, passwordHint } = signInWords.words;
    return html`<div class="sign-page">
      <form class="sign-form" @submit=${this.#submit}>
        <div>
          <h1>${signUp.title}</h1>
          <p class="quiet">${signUp.lead}</p>
        </div>
        ${this.#renderError()}
        <wa-input label=${name} name="name" autocomplete="name" maxlength="100" required autofocus></wa-input>
        <wa-input label=${email} name="email" type="email" autocomplete="username" maxlength="254" required></wa-input>
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
        ></wa-input>
        <wa-button type="submit" variant="brand" ?loading=${this.#submitting.isBusy}>${signUp.submit}</wa-button>
        ${renderProviders(session.providers, url)}
        <p class="quiet">${signUp.hasAccount} <a href=${`/sign-in${url.search}`}>${signUp.signIn}</a></p>
      </form>
    </div>`;
  }

  /** Whoever is signed in, here or in another tab, goes on to where they wanted. */
  protected override updated(): void {
    if (this.portal?.session.account && this.request)
      goTo(returnAddress(this.request.url, '/home'), { replace: true });
  }

  #renderError(): TemplateResult | typeof nothing {
    const { error } = this.#submitting;
    if (!error) return nothing;
    const text = error.code === 'already_exists' ? signInWords.words.signUp.taken : refusalText(error);
    return html`<p class="notice alarm" role="alert">${text}</p>`;
  }

  #submit(event: SubmitEvent): void {
    event.preventDefault();
    const { portal } = this;
    if (!(event.target instanceof HTMLFormElement) || !portal) return;
    const form = new FormData(event.target);
    const person = {
      displayName: formText(form, 'name'),
      email: formText(form, 'email'),
      password: formText(form, 'password'),
    };
    this.#submitting.send(() => portal.session.signUp(person)).catch(() => undefined);
  }
}
