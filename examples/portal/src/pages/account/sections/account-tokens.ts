import '../../../parts/copy-box.ts';
import '../../../web-awesome/setup.ts';
import '@awesome.me/webawesome/dist/components/button/button.js';
import '@awesome.me/webawesome/dist/components/checkbox/checkbox.js';
import '@awesome.me/webawesome/dist/components/dialog/dialog.js';
import '@awesome.me/webawesome/dist/components/input/input.js';
import { type Timestamp, timestampDate } from '@bufbuild/protobuf/wkt';
import { Task } from '@lit/task';
import { type AccessToken, Scope } from '@wattlet/sdk/gen/wattlet/v1/account_pb.js';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { PageElement } from '../../../app/page-element.ts';
import type { Portal } from '../../../app/portal.ts';
import { formText } from '../../../parts/form-text.ts';
import { Submitting } from '../../../parts/submitting.ts';
import { accountWords } from '../account-words.ts';
import { renderRead } from '../render-read.ts';
import { renderRefusal } from '../render-sent.ts';

const SCOPES = [
  ['readSeries', Scope.READ_SERIES],
  ['readMeters', Scope.READ_METERS],
  ['submitReadings', Scope.SUBMIT_READINGS],
  ['chat', Scope.CHAT],
] as const;

const DAYS = 90;
const MOST_DAYS = 366;

/** Access tokens for scripts. */
@customElement('account-tokens')
export class AccountTokens extends PageElement {
  @state() private isOpen = false;
  /** Of the one that was just made; it is not told again. */
  @state() private made: string | undefined;
  readonly #changing = new Submitting(this);
  readonly #tokens = new Task(this, {
    args: () => [this.portal?.session.account?.id] as const,
    task: async (_account, { signal }): Promise<readonly AccessToken[]> =>
      (await this.portal?.session.accounts.listAccessTokens({}, { signal }))?.accessTokens ?? [],
  });

  protected override renderPage(portal: Portal): TemplateResult {
    const { tokens: words } = accountWords.words;
    return html`<header>
        <h2>${words.title}</h2>
        <wa-button size="s" appearance="outlined" @click=${() => {
          this.made = undefined;
          this.isOpen = true;
        }}>${words.make}</wa-button>
      </header>
      <p class="quiet">${words.text}</p>
      ${this.isOpen ? nothing : renderRefusal(this.#changing)}
      ${renderRead(this.#tokens, (tokens) => this.#renderTokens(tokens, portal))}
      ${this.#renderDialog()}`;
  }

  #renderTokens(tokens: readonly AccessToken[], { language }: Portal): TemplateResult {
    const { tokens: words } = accountWords.words;
    if (tokens.length === 0) return html`<p class="quiet">${words.none}</p>`;
    const format = new Intl.DateTimeFormat(language.locale, { dateStyle: 'medium' });
    const date = (time: Timestamp | undefined) => (time ? format.format(timestampDate(time)) : words.never);
    return html`<ul class="rows">
      ${tokens.map(
        ({ id, name, prefix, scopes, expiresAt, lastUsedAt }) => html`<li>
          <div>
            <strong>${name}</strong> <code>${prefix}…</code>
            <p class="quiet">${SCOPES.flatMap(([word, scope]) => (scopes.includes(scope) ? [words.scopeNames[word]] : [])).join(' · ')}</p>
            <p class="quiet">${words.ends} ${date(expiresAt)} · ${words.used}: ${date(lastUsedAt)}</p>
          </div>
          <wa-button size="s" appearance="outlined" aria-label=${words.revokeOf(name)} @click=${() => this.#revoke(id)}>${words.revoke}</wa-button>
        </li>`,
      )}
    </ul>`;
  }

  #renderDialog(): TemplateResult {
    const { tokens: words, cancel } = accountWords.words;
    const close = ({ target, currentTarget }: Event) => {
      if (target !== currentTarget) return;
      this.isOpen = false;
      this.made = undefined;
    };
    return html`<wa-dialog label=${words.make} ?open=${this.isOpen} @wa-after-hide=${close}>
      ${
        this.made === undefined
          ? html`<form id="make-token" class="fields" @submit=${this.#make}>
              ${renderRefusal(this.#changing, this.#changing.error?.violations[0]?.field === 'scopes' ? words.noScope : undefined)}
              <wa-input label=${words.name} name="name" maxlength="100" required autofocus></wa-input>
              <fieldset>
                <legend>${words.scopes}</legend>
                ${SCOPES.map(
                  ([word, scope]) =>
                    html`<wa-checkbox name="scopes" value=${String(scope)} ?checked=${scope === Scope.READ_SERIES}>${words.scopeNames[word]}</wa-checkbox>`,
                )}
              </fieldset>
              <wa-input label=${words.days} name="days" type="number" min="1" max=${MOST_DAYS} value=${DAYS} required></wa-input>
            </form>
            <wa-button slot="footer" size="s" appearance="outlined" data-dialog="close">${cancel}</wa-button>
            <wa-button slot="footer" size="s" variant="brand" type="submit" form="make-token" ?loading=${this.#changing.isBusy}>
              ${words.create}
            </wa-button>`
          : html`<div class="fields">
              <p>${words.once}</p>
              <copy-box .text=${this.made} .words=${words}></copy-box>
            </div>
            <wa-button slot="footer" size="s" variant="brand" data-dialog="close">${words.done}</wa-button>`
      }
    </wa-dialog>`;
  }

  #make(event: SubmitEvent): void {
    event.preventDefault();
    const accounts = this.portal?.session.accounts;
    if (!(event.target instanceof HTMLFormElement) || !accounts) return;
    const form = new FormData(event.target);
    const chosen = form.getAll('scopes').map(String);
    const send = async () => {
      const { token } = await accounts.createAccessToken({
        name: formText(form, 'name'),
        scopes: SCOPES.map(([, scope]) => scope).filter((scope) => chosen.includes(String(scope))),
        expiresInDays: Number(formText(form, 'days')),
      });
      this.made = token;
      await this.#tokens.run();
    };
    this.#changing.send(send).catch(() => undefined);
  }

  #revoke(accessTokenId: string): void {
    const send = async () => {
      await this.portal?.session.accounts.revokeAccessToken({ accessTokenId });
      await this.#tokens.run();
    };
    this.#changing.send(send).catch(() => undefined);
  }
}
