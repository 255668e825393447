import { html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { PageElement } from '../../../app/page-element.ts';
import { Submitting } from '../../../parts/submitting.ts';
import { goTo } from '../../../router/go-to.ts';
import { accountWords } from '../account-words.ts';
import { renderRefusal } from '../render-sent.ts';

/** The way out. Whoever could not be signed out is told: they may walk away from the screen. */
@customElement('account-sign-out')
export class AccountSignOut extends PageElement {
  readonly #leaving = new Submitting(this);

  protected override renderPage(): TemplateResult {
    return html`<button class="button sign-out" type="button" ?disabled=${this.#leaving.isBusy} @click=${this.#leave}>
        ${accountWords.words.signOut}
      </button>
      ${renderRefusal(this.#leaving)}`;
  }

  #leave(): void {
    const leave = async () => {
      await this.portal?.session.signOut();
      goTo('/');
    };
    this.#leaving.send(leave).catch(() => undefined);
  }
}
