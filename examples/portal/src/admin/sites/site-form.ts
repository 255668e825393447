import '../../web-awesome/setup.ts';
import '@awesome.me/webawesome/dist/components/button/button.js';
import '@awesome.me/webawesome/dist/components/input/input.js';
import '@awesome.me/webawesome/dist/components/textarea/textarea.js';
import type { Site } from '@wattlet/sdk';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { formText } from '../../parts/form-text.ts';
import { Submitting } from '../../parts/submitting.ts';
import { AdminElement, type AdminView } from '../admin-element.ts';
import { adminWords } from '../admin-words.ts';
import { formOf, renderFormError } from '../parts/form-error.ts';
import '../parts/secret-box.ts';
import { originLines } from './origin-lines.ts';

/** Makes a site; its secret is shown once it is there. */
@customElement('site-form')
export class SiteForm extends AdminElement {
  @state() private made: { readonly site: Site; readonly secret: string } | undefined;
  readonly #sending = new Submitting(this);

  protected override renderView(view: AdminView): TemplateResult {
    const { sites: words, common } = adminWords.words;
    const { made } = this;
    if (made) {
      return html`<header class="page-head"><div><h1>${made.site.name}</h1></div></header>
        <section class="panel form">
          <h2>${words.secret}</h2>
          <p>${words.secretText}</p>
          <secret-box .text=${made.secret}></secret-box>
          <div class="actions"><a class="button primary" href=${`/admin/sites/${made.site.id}`}>${words.snippet}</a></div>
        </section>`;
    }
    return html`<header class="page-head"><div><h1>${words.make}</h1></div></header>
      <form class="panel form" @submit=${(event: SubmitEvent) => this.#submit(event, view)}>
        <wa-input name="name" label=${words.name} maxlength="100" autocomplete="off" required></wa-input>
        <wa-textarea name="origins" label=${words.origins} hint=${words.originsHint} rows="3"></wa-textarea>
        <wa-input name="administrator" type="email" label=${words.administrator} hint=${words.administratorHint} maxlength="254" autocomplete="off"></wa-input>
        ${renderFormError(this.#sending)}
        <div class="actions">
          <wa-button type="submit" variant="brand" ?loading=${this.#sending.isBusy}>${words.make}</wa-button>
          <a class="button" href="/admin/sites">${common.cancel}</a>
        </div>
      </form>${nothing}`;
  }

  #submit(event: SubmitEvent, { clients }: AdminView): void {
    const form = formOf(event);
    if (!form) return;
    const fields = new FormData(form);
    const send = async () => {
      this.made = await clients.sites.create({
        name: formText(fields, 'name'),
        allowedOrigins: originLines(formText(fields, 'origins')),
        administratorEmail: formText(fields, 'administrator'),
      });
    };
    this.#sending.send(send).catch(() => undefined);
  }
}
