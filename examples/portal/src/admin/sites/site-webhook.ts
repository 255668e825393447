import '../../web-awesome/setup.ts';
import '@awesome.me/webawesome/dist/components/button/button.js';
import '@awesome.me/webawesome/dist/components/input/input.js';
import { Task } from '@lit/task';
import type { AlertWebhook } from '@wattlet/sdk';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { formText } from '../../parts/form-text.ts';
import { Submitting } from '../../parts/submitting.ts';
import { AdminElement, type AdminView } from '../admin-element.ts';
import { adminWords } from '../admin-words.ts';
import { formOf, renderFormError } from '../parts/form-error.ts';
import { renderBones, renderLoadFailure } from '../parts/render-listing.ts';
import '../parts/secret-box.ts';

/** Where one's own site is told of its alerts. */
@customElement('site-webhook')
export class SiteWebhook extends AdminElement {
  @state() private secret: string | undefined;
  readonly #setting = new Submitting(this);
  readonly #webhook = new Task(this, {
    args: () => [this.portal?.session.connection] as const,
    task: async (_args, { signal }): Promise<AlertWebhook> => {
      if (!this.view) throw new Error('the page is not there yet');
      return this.view.clients.webhook.get({ signal });
    },
  });

  protected override renderView(view: AdminView): TemplateResult {
    return this.#webhook.render({
      initial: renderBones,
      pending: renderBones,
      error: (error) => renderLoadFailure(error, () => void this.#webhook.run()),
      complete: (webhook) => this.#renderWebhook(view, webhook),
    });
  }

  #renderWebhook(view: AdminView, { url, waiting, parked }: AlertWebhook): TemplateResult {
    const { sites: words } = adminWords.words;
    const set = async (address: string) => {
      const { secret } = await view.clients.webhook.set(address);
      await this.#webhook.run();
      this.secret = secret || undefined;
    };
    const submit = (event: SubmitEvent) => {
      const form = formOf(event);
      if (form) this.#setting.send(() => set(formText(new FormData(form), 'url'))).catch(() => undefined);
    };
    const remove = () =>
      this.confirm({
        title: words.webhookRemoveTitle,
        text: words.webhookRemoveText,
        action: words.webhookRemove,
        run: () => set(''),
      });
    return html`<p class="quiet">${words.webhookText}</p>
      <form class="form" @submit=${submit}>
        <wa-input name="url" type="url" label=${words.webhookUrl} value=${url ?? ''} maxlength="2048" required></wa-input>
        ${renderFormError(this.#setting)}
        <div class="actions">
          <wa-button type="submit" appearance="outlined" ?loading=${this.#setting.isBusy}>${words.webhookSet}</wa-button>
          ${url ? html`<button class="button danger" type="button" @click=${remove}>${words.webhookRemove}</button>` : nothing}
        </div>
      </form>
      ${url ? html`<p class="quiet">${words.webhookState(waiting, parked)}</p>` : nothing}
      ${this.secret ? html`<secret-box .text=${this.secret}></secret-box>` : nothing}`;
  }
}
