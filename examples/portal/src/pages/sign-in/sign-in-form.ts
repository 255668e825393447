import '../../web-awesome/setup.ts';
import '@awesome.me/webawesome/dist/components/button/button.js';
import '@awesome.me/webawesome/dist/components/input/input.js';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { PageElement } from '../../app/page-element.ts';
import type { Portal } from '../../app/portal.ts';
import { failureText } from '../../app/render-states.ts';
import { formText } from '../../parts/form-text.ts';
import { Submitting } from '../../parts/submitting.ts';
import { goTo } from '../../router/go-to.ts';
import { returnAddress } from '../../router/return-address.ts';
import type { PageRequest } from '../../router/route.ts';
import { renderProviders } from './render-providers.ts';
import { signInWords } from './sign-in-words.ts';

const HOME = '/home';

/** Signs in by password, or by a provider that is configured. */
@customElement('sign-in-form')
export class SignInForm extends PageElement {
  readonly #submitting = new Submitting(this);

  protected override renderPage({ session }: Portal, { url }: PageRequest): TemplateResult {
    const { signIn, email, password, errors } = signInWords.words;
    const { error } = this.#submitting;
    const failed = url.searchParams.get('error');
    const isReturning = url.searchParams.has('return_to');
    return html`<div class="sign-page">
      <form class="sign-form" @submit=${this.#submit}>
        <h1>${signIn.title}</h1>
        ${failed ? html`<p class="notice alarm" role="alert">${errors[failed] ?? errors['internal']}</p>` : nothing}
        ${isReturning && !failed && !error ? html`<p class="quiet">${signIn.back}</p>` : nothing}
        ${
          error
            ? html`<p class="notice alarm" role="alert">
              ${error.code === 'unauthenticated' ? signIn.wrong : failureText(error)}
            </p>`
            : nothing
        }
        <wa-input label=${email} name="email" type="email" autocomplete="username" required autofocus></wa-input>
        <wa-input label=${password} name="password" type="password" autocomplete="current-password" password-toggle required></wa-input>
        <wa-button type="submit" variant="brand" ?loading=${this.#submitting.isBusy}>${signIn.submit}</wa-button>
        ${renderProviders(session.providers, url)}
        <p class="quiet">${signIn.noAccount} <a href=${`/sign-up${url.search}`}>${signIn.signUp}</a></p>
      </form>
    </div>`;
  }

  /** Whoever is signed in, here or in another tab, goes on to where they wanted. */
  protected override updated(): void {
    if (this.portal?.session.account && this.request)
      goTo(returnAddress(this.request.url, HOME), { replace: true });
  }

  #submit(event: SubmitEvent): void {
    event.preventDefault();
    const { portal } = this;
    if (!(event.target instanceof HTMLFormElement) || !portal) return;
    const form = new FormData(event.target);
    const { session } = portal;
    this.#submitting
      .send(() => session.signIn(formText(form, 'email'), formText(form, 'password')))
      .catch(() => undefined);
  }
}
