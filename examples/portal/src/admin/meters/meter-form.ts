import '../../web-awesome/setup.ts';
import '@awesome.me/webawesome/dist/components/button/button.js';
import '@awesome.me/webawesome/dist/components/input/input.js';
import '@awesome.me/webawesome/dist/components/option/option.js';
import '@awesome.me/webawesome/dist/components/select/select.js';
import { html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { formText } from '../../parts/form-text.ts';
import { Submitting } from '../../parts/submitting.ts';
import { goTo } from '../../router/go-to.ts';
import { AdminElement, type AdminView, adminAddress } from '../admin-element.ts';
import { adminWords } from '../admin-words.ts';
import { formOf, renderFormError } from '../parts/form-error.ts';
import { renderOtherSite } from '../parts/render-site.ts';
import { meterFields, renderMeterFields } from './meter-fields.ts';

const INTERVALS = [5, 10, 15, 30, 60];

/** Makes a meter of the site. */
@customElement('meter-form')
export class MeterForm extends AdminElement {
  readonly #sending = new Submitting(this);

  protected override renderView(view: AdminView): TemplateResult {
    const { meters: words, common } = adminWords.words;
    return html`<header class="page-head"><div><h1>${words.make}</h1></div></header>
      ${renderOtherSite(view)}
      <form class="panel form" @submit=${(event: SubmitEvent) => this.#submit(event, view)}>
        ${renderMeterFields(undefined)}
        <wa-select name="kind" label=${words.kind} value="interval">
          <wa-option value="interval">${words.kinds.interval}</wa-option>
          <wa-option value="register">${words.kinds.register}</wa-option>
        </wa-select>
        <wa-select name="interval" label=${words.interval} value="15">
          ${INTERVALS.map((minutes) => html`<wa-option value=${String(minutes)}>${minutes}</wa-option>`)}
        </wa-select>
        ${renderFormError(this.#sending)}
        <div class="actions">
          <wa-button type="submit" variant="brand" ?loading=${this.#sending.isBusy}>${words.make}</wa-button>
          <a class="button" href=${adminAddress('/admin/meters', view.siteId)}>${common.cancel}</a>
        </div>
      </form>`;
  }

  #submit(event: SubmitEvent, { clients, siteId }: AdminView): void {
    const form = formOf(event);
    if (!form) return;
    const fields = new FormData(form);
    const { hourlyLimitWattHours: limit, ...others } = meterFields(fields);
    const send = async () => {
      const meter = await clients.meters.administration.create({
        ...others,
        ...(limit > 0 && { hourlyLimitWattHours: limit }),
        kind: formText(fields, 'kind') === 'register' ? 'register' : 'interval',
        intervalMinutes: Number(formText(fields, 'interval')),
        siteId,
      });
      goTo(adminAddress(`/admin/meters/${meter.meterId}`, siteId));
    };
    this.#sending.send(send).catch(() => undefined);
  }
}
