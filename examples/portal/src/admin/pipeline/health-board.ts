import { Task } from '@lit/task';
import type { Health, HealthState, StreamName } from '@wattlet/sdk';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { Submitting } from '../../parts/submitting.ts';
import { AdminElement, type AdminView } from '../admin-element.ts';
import { adminWords } from '../admin-words.ts';
import { renderFormError } from '../parts/form-error.ts';
import { renderBones, renderLoadFailure } from '../parts/render-listing.ts';
import { timeText } from '../parts/times.ts';

const AGAIN_MS = 10_000;

/** How every role and stream is, looked at again every ten seconds while the page is seen. */
@customElement('health-board')
export class HealthBoard extends AdminElement {
  /** The stream whose source was asked to be looked at last. */
  @state() private asked: StreamName | undefined;
  readonly #asking = new Submitting(this);
  readonly #health = new Task(this, {
    args: () => [this.portal?.session.connection] as const,
    task: async (_args, { signal }): Promise<Health> => {
      if (!this.view) throw new Error('the page is not there yet');
      return this.view.clients.operations.health({ signal });
    },
  });
  #timer: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#timer = setInterval(() => {
      if (document.visibilityState === 'visible') this.#health.run().catch(() => undefined);
    }, AGAIN_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  protected override renderView(view: AdminView): TemplateResult {
    return this.#health.render({
      initial: renderBones,
      pending: () => (this.#health.value ? this.#renderHealth(view, this.#health.value) : renderBones()),
      error: (error) => renderLoadFailure(error, () => void this.#health.run()),
      complete: (health) => this.#renderHealth(view, health),
    });
  }

  #renderHealth({ clients, locale }: AdminView, { streams, roles }: Health): TemplateResult {
    const { pipeline: words, common } = adminWords.words;
    const ask = (stream: StreamName) => {
      const ingest = async () => {
        this.asked = undefined;
        await clients.operations.ingest(stream);
        this.asked = stream;
      };
      this.#asking.send(ingest).catch(() => undefined);
    };
    return html`<div class="cards">
        ${streams.map(
          ({ stream, state: how, reason, head, importedAt, dataUntil }) => html`<section class="panel">
            <header><h2>${words.streams[stream]}</h2>${renderState(how)}</header>
            ${reason ? html`<p class="notice alarm">${reason}</p>` : nothing}
            <dl class="facts">
              <div><dt>${words.dataUntil}</dt><dd>${dataUntil ? timeText(dataUntil, locale) : common.never}</dd></div>
              <div><dt>${words.importedAt}</dt><dd>${importedAt ? timeText(importedAt, locale) : common.never}</dd></div>
              <div><dt>${words.head}</dt><dd>${head?.revision ?? common.none}</dd></div>
            </dl>
            <div class="actions">
              <button class="button" type="button" ?disabled=${this.#asking.isBusy} @click=${() => ask(stream)}>${words.ingest}</button>
              <span class="done" role="status">${this.asked === stream ? words.ingestAsked : nothing}</span>
            </div>
          </section>`,
        )}
      </div>
      ${renderFormError(this.#asking)}
      <section class="panel">
        <table class="table" aria-label=${words.tabs.health}>
          <thead><tr><th scope="col">${words.part}</th><th scope="col">${words.process}</th><th scope="col">${words.state}</th><th scope="col">${words.since}</th><th scope="col">${words.reason}</th></tr></thead>
          <tbody>
            ${roles.map(
              ({ role, state: how, since, reason, process, silentSince }) => html`<tr>
                <td data-label=${words.part}><code>${role}</code></td>
                <td data-label=${words.process}><code>${process || common.none}</code></td>
                <td data-label=${words.state}>${silentSince ? html`<span class="tag alarm">${words.silent}</span>` : renderState(how)}</td>
                <td data-label=${words.since}>${timeText(silentSince ?? since, locale)}</td>
                <td data-label=${words.reason}>${reason || common.none}</td>
              </tr>`,
            )}
          </tbody>
        </table>
      </section>`;
  }
}

const TONES: Readonly<Record<HealthState, string>> = { up: 'ok', starting: 'watch', down: 'alarm' };

function renderState(state: HealthState): TemplateResult {
  return html`<span class=${`tag ${TONES[state]}`}>${adminWords.words.pipeline.states[state]}</span>`;
}
