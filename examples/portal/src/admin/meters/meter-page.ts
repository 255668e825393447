import '../../web-awesome/setup.ts';
import '@awesome.me/webawesome/dist/components/button/button.js';
import '@awesome.me/webawesome/dist/components/input/input.js';
import '@wattlet/widgets/energy-alerts.js';
import { Task } from '@lit/task';
import type { Meter } from '@wattlet/sdk';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { metersClient } from '../../clients/meters-client.ts';
import { Submitting } from '../../parts/submitting.ts';
import { goTo } from '../../router/go-to.ts';
import { AdminElement, type AdminView, adminAddress } from '../admin-element.ts';
import { adminWords } from '../admin-words.ts';
import { formOf, renderFormError } from '../parts/form-error.ts';
import '../parts/pick-box.ts';
import { renderBones, renderLoadFailure } from '../parts/render-listing.ts';
import { renderOtherSite } from '../parts/render-site.ts';
import { timeText } from '../parts/times.ts';
import { meterFields, renderMeterFields } from './meter-fields.ts';

/** One meter: its limit, whose it is, and its alerts. */
@customElement('meter-page')
export class MeterPage extends AdminElement {
  @property({ attribute: false }) meterId = '';
  @state() private isPicking = false;
  @state() private isSaved = false;
  readonly #saving = new Submitting(this);
  readonly #assigning = new Submitting(this);
  readonly #meter = new Task(this, {
    args: () => [this.meterId, this.portal?.session.connection] as const,
    task: async ([meterId], { signal }): Promise<Meter> => {
      this.isPicking = false;
      this.isSaved = false;
      if (!this.view) throw new Error('the page is not there yet');
      return this.view.clients.meters.get(meterId, { signal });
    },
  });

  protected override renderView(view: AdminView): TemplateResult {
    const { sections } = adminWords.words;
    return html`<p class="crumb"><a href=${adminAddress('/admin/meters', view.siteId)}>${sections.meters}</a></p>
      ${renderOtherSite(view)}
      ${this.#meter.render({
        initial: renderBones,
        pending: () => (this.#meter.value ? this.#renderMeter(view, this.#meter.value) : renderBones()),
        error: (error) => renderLoadFailure(error, () => void this.#meter.run()),
        complete: (meter) => this.#renderMeter(view, meter),
      })}`;
  }

  #renderMeter(view: AdminView, meter: Meter): TemplateResult {
    const { meters: words, common } = adminWords.words;
    const { clients, siteId, locale, portal } = view;
    const remove = () =>
      this.confirm({
        title: words.removeTitle(meter.name),
        text: words.removeText,
        action: words.remove,
        typed: { label: words.removeConfirm(meter.serial), text: meter.serial },
        run: async () => {
          await clients.meters.administration.delete(meter.meterId);
          goTo(adminAddress('/admin/meters', siteId), { replace: true });
        },
      });
    return html`<header class="page-head">
        <div>
          <h1>${meter.name}</h1>
          <p>${meter.serial} · ${words.kinds[meter.kind]} · ${words.lastReading}: ${meter.lastReadingAt ? timeText(meter.lastReadingAt, locale) : common.never}</p>
        </div>
        <button class="button danger" type="button" @click=${remove}>${words.remove}</button>
      </header>
      <div class="columns">
        <div class="stack">
          <section class="panel"><h2>${words.owner}</h2>${this.#renderOwner(view, meter)}</section>
          ${
            siteId === ''
              ? html`<energy-alerts filter="all" meter=${meter.meterId} theme=${portal.theme.theme} .client=${metersClient(portal.session.connection)}></energy-alerts>`
              : nothing
          }
        </div>
        <section class="panel">
          <h2>${words.settings}</h2>
          <form class="form" @submit=${(event: SubmitEvent) => this.#save(event, view)}>
            ${renderMeterFields(meter)} ${renderFormError(this.#saving)}
            <div class="actions">
              <wa-button type="submit" appearance="outlined" ?loading=${this.#saving.isBusy}>${common.save}</wa-button>
              <span class="done" role="status">${this.isSaved ? common.saved : nothing}</span>
            </div>
          </form>
        </section>
      </div>`;
  }

  #renderOwner({ clients, siteId }: AdminView, meter: Meter): TemplateResult {
    const { meters: words, common } = adminWords.words;
    const { administration } = clients.meters;
    const release = () =>
      this.confirm({
        title: words.releaseTitle(meter.name),
        text: adminWords.words.users.takeAwayText,
        action: words.release,
        run: async () => {
          await administration.assign(meter.meterId, '');
          await this.#meter.run();
        },
      });
    const pick = (ownerId: string) => {
      const assign = async () => {
        await administration.assign(meter.meterId, ownerId);
        this.isPicking = false;
        await this.#meter.run();
      };
      this.#assigning.send(assign).catch(() => undefined);
    };
    const find = async (search: string, signal: AbortSignal) => {
      const { users } = await clients.users.list({ search, siteId, pageSize: 8, signal });
      return users.map(({ id, displayName, email, externalSubject }) => ({
        id,
        text: displayName,
        more: email ?? externalSubject ?? '',
      }));
    };
    return html`<p>
        ${
          meter.ownerId
            ? html`<a href=${adminAddress(`/admin/users/${meter.ownerId}`, siteId)}>${meter.ownerName ?? meter.ownerSubject}</a>`
            : common.nobody
        }
      </p>
      ${
        this.isPicking
          ? html`<pick-box .label=${words.assign} .hint=${words.assignHint} .action=${words.assign} .empty=${words.nobodyFound} .find=${find} .pick=${pick}></pick-box>`
          : html`<div class="actions">
              <button class="button" type="button" @click=${() => this.#startPicking()}>${words.assign}</button>
              ${meter.ownerId ? html`<button class="button" type="button" @click=${release}>${words.release}</button>` : nothing}
            </div>`
      }
      ${renderFormError(this.#assigning)}`;
  }

  #startPicking(): void {
    this.isPicking = true;
  }

  #save(event: SubmitEvent, { clients }: AdminView): void {
    const form = formOf(event);
    if (!form) return;
    const change = meterFields(new FormData(form));
    this.isSaved = false;
    const send = async () => {
      await clients.meters.administration.update(this.meterId, change);
      await this.#meter.run();
      this.isSaved = true;
    };
    this.#saving.send(send).catch(() => undefined);
  }
}
