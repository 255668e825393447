import '../../../web-awesome/setup.ts';
import '@awesome.me/webawesome/dist/components/button/button.js';
import '@awesome.me/webawesome/dist/components/dialog/dialog.js';
import '@awesome.me/webawesome/dist/components/option/option.js';
import '@awesome.me/webawesome/dist/components/select/select.js';
import { timestampDate } from '@bufbuild/protobuf/wkt';
import { Task } from '@lit/task';
import type { LedgerEntry, Subscription } from '@wattlet/sdk/gen/wattlet/v1/account_pb.js';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { PageElement } from '../../../app/page-element.ts';
import type { Portal } from '../../../app/portal.ts';
import { formText } from '../../../parts/form-text.ts';
import { Submitting } from '../../../parts/submitting.ts';
import { accountWords } from '../account-words.ts';
import { renderRead } from '../render-read.ts';
import { renderRefusal } from '../render-sent.ts';

const MONTHS = [1, 3, 6, 12];

/** How long the subscription runs, how it came about, and more of it. */
@customElement('account-subscription')
export class AccountSubscription extends PageElement {
  @state() private isOpen = false;
  readonly #extending = new Submitting(this);
  /** Of the order that is being made: sent twice it is one. */
  #requestId = '';
  readonly #ledger = new Task(this, {
    args: () => {
      const state = this.portal?.session.state;
      return [state?.status === 'signed-in' ? state.subscription?.endsAt?.seconds : undefined] as const;
    },
    task: async (_ends, { signal }): Promise<readonly LedgerEntry[]> => {
      const answer = await this.portal?.session.accounts.getSubscription({}, { signal });
      return answer?.ledger ?? [];
    },
  });

  protected override renderPage(portal: Portal): TemplateResult {
    const { subscription: words } = accountWords.words;
    const { state } = portal.session;
    const subscription = state.status === 'signed-in' ? state.subscription : undefined;
    return html`<h2>${words.title}</h2>
      ${subscription ? this.#renderTerm(subscription, portal) : html`<p>${words.covered}</p>`}
      ${renderRead(this.#ledger, (ledger) => this.#renderLedger(ledger, portal))}
      ${this.#renderDialog()}`;
  }

  #renderTerm({ daysLeft, active, trial, endsAt }: Subscription, portal: Portal): TemplateResult {
    const { subscription: words } = accountWords.words;
    const date = endsAt ? dateText(timestampDate(endsAt), portal) : '';
    return html`<div class="term">
      <div>
        <p class=${active && daysLeft > 7 ? 'figure' : 'figure watch'}>${words.daysLeft(daysLeft)}</p>
        <p class="quiet">
          ${active ? words.until(date) : words.ended(date)} ${trial ? html`<span class="tag">${words.trial}</span>` : nothing}
        </p>
      </div>
      <wa-button
        size="s"
        variant="brand"
        @click=${() => {
          this.#requestId = crypto.randomUUID();
          this.isOpen = true;
        }}
        >${words.extend}</wa-button
      >
    </div>`;
  }

  #renderLedger(ledger: readonly LedgerEntry[], portal: Portal): TemplateResult | typeof nothing {
    const { subscription: words } = accountWords.words;
    if (ledger.length === 0) return nothing;
    return html`<details>
      <summary>${words.ledger}</summary>
      <table class="table">
        <thead>
          <tr>
            <th>${words.date}</th>
            <th>${words.added}</th>
            <th>${words.reason}</th>
            <th>${words.runsUntil}</th>
          </tr>
        </thead>
        <tbody>
          ${ledger.map(
            ({ at, months, reason, endsAt }) => html`<tr>
              <td data-label=${words.date}>${at ? dateText(timestampDate(at), portal) : ''}</td>
              <td data-label=${words.added}>${months > 0 ? words.months(months) : words.trialMonths}</td>
              <td data-label=${words.reason}>${words.reasons[reason] ?? reason}</td>
              <td data-label=${words.runsUntil}>${endsAt ? dateText(timestampDate(endsAt), portal) : ''}</td>
            </tr>`,
          )}
        </tbody>
      </table>
    </details>`;
  }

  #renderDialog(): TemplateResult {
    const { subscription: words, cancel } = accountWords.words;
    const close = ({ target, currentTarget }: Event) => {
      // A select in the dialog closes, too.
      if (target === currentTarget) this.isOpen = false;
    };
    return html`<wa-dialog label=${words.extend} ?open=${this.isOpen} @wa-after-hide=${close}>
      <form id="extend" class="fields" @submit=${this.#extend}>
        ${renderRefusal(this.#extending)}
        <wa-select label=${words.choose} name="months" value="1">
          ${MONTHS.map((months) => html`<wa-option value=${String(months)}>${words.months(months)}</wa-option>`)}
        </wa-select>
        <p class="quiet">${words.newEnd}</p>
      </form>
      <wa-button slot="footer" size="s" appearance="outlined" data-dialog="close">${cancel}</wa-button>
      <wa-button slot="footer" size="s" variant="brand" type="submit" form="extend" ?loading=${this.#extending.isBusy}>
        ${words.extend}
      </wa-button>
    </wa-dialog>`;
  }

  #extend(event: SubmitEvent): void {
    event.preventDefault();
    const session = this.portal?.session;
    if (!(event.target instanceof HTMLFormElement) || !session) return;
    const months = Number(formText(new FormData(event.target), 'months'));
    const send = async () => {
      const { subscription } = await session.accounts.extendSubscription({
        requestId: this.#requestId,
        months,
      });
      session.update({ subscription });
      this.isOpen = false;
    };
    this.#extending.send(send).catch(() => undefined);
  }
}

function dateText(date: Date, { language }: Portal): string {
  return new Intl.DateTimeFormat(language.locale, { dateStyle: 'long' }).format(date);
}
