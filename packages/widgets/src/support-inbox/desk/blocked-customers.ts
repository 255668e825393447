import type { BlockedCustomer, BlockedPage } from '@wattlet/sdk';
import type { LitElement } from 'lit';
import { html, nothing, type ReactiveController, type TemplateResult } from 'lit';
import { reasonText } from '../../element/reason-text.ts';
import { strings as shared } from '../../element/strings.ts';
import { inboxStrings } from '../inbox-strings.ts';
import { deskStrings as strings } from './desk-strings.ts';

/** What blocks are read from and lifted with. */
export interface BlockedDesk {
  page(pageToken: string, signal: AbortSignal): Promise<BlockedPage>;
  unblock(customerId: string): Promise<void>;
}

/** Customers who may not write, the last one first. */
export class BlockedCustomers implements ReactiveController {
  readonly #host: LitElement;
  readonly #desk: BlockedDesk;
  #customers: readonly BlockedCustomer[] | undefined;
  #next: string | undefined;
  #error: Error | undefined;
  #problem = '';
  #isBusy = false;
  #stop: AbortController | undefined;

  constructor(host: LitElement, desk: BlockedDesk) {
    this.#host = host;
    this.#desk = desk;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#stop?.abort();
    this.#stop = undefined;
  }

  /** Why they could not be read. */
  get error(): Error | undefined {
    return this.#error;
  }

  /** Reads them afresh. */
  async open(): Promise<void> {
    this.#customers = undefined;
    await this.#read('');
  }

  render(locale: string): TemplateResult {
    const customers = this.#customers;
    if (!customers) return html`<p class="quiet" role="status">${shared.loading}</p>`;
    const since = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' });
    return html`<p class="quiet">${strings.blockedHint}</p>
      ${this.#problem ? html`<p class="bad" role="alert">${this.#problem}</p>` : nothing}
      ${
        customers.length === 0
          ? html`<div class="message" role="status" part="empty"><strong>${strings.noneBlocked}</strong></div>`
          : html`<ul class="items" role="list" aria-label=${strings.tabs.blocked}>
              ${customers.map((customer) => this.#renderOne(customer, since))}
            </ul>`
      }
      ${
        this.#next === undefined
          ? nothing
          : html`<button type="button" class="quiet-button" ?disabled=${this.#isBusy} @click=${() => this.#read(this.#next ?? '')}>
              ${strings.more}
            </button>`
      }`;
  }

  #renderOne(
    { customerId, name, reference, blockedAt }: BlockedCustomer,
    since: Intl.DateTimeFormat,
  ): TemplateResult {
    const shown = name || inboxStrings.visitor;
    return html`<li class="text-item">
      <div class="words">
        <strong><bdi>${shown}</bdi></strong>
        <div class="quiet">
          <bdi>${reference ?? inboxStrings.visitor}</bdi> · ${strings.blockedSince(since.format(blockedAt))}
        </div>
      </div>
      <button
        type="button"
        class="quiet-button"
        aria-label=${strings.unblock(shown)}
        ?disabled=${this.#isBusy}
        @click=${() => this.#unblock(customerId)}
      >
        ${inboxStrings.unblock}
      </button>
    </li>`;
  }

  async #read(pageToken: string): Promise<void> {
    this.#stop?.abort();
    const stop = new AbortController();
    this.#stop = stop;
    const { signal } = stop;
    this.#error = undefined;
    this.#isBusy = true;
    this.#host.requestUpdate();
    try {
      const { customers, nextPageToken } = await this.#desk.page(pageToken, signal);
      if (signal.aborted) return;
      this.#customers = [...(pageToken === '' ? [] : (this.#customers ?? [])), ...customers];
      this.#next = nextPageToken;
    } catch (thrown) {
      if (!signal.aborted) this.#error = thrown instanceof Error ? thrown : new Error(String(thrown));
    } finally {
      // What was read afresh meanwhile is still on its way.
      if (!signal.aborted) this.#isBusy = false;
      this.#host.requestUpdate();
    }
  }

  async #unblock(customerId: string): Promise<void> {
    this.#isBusy = true;
    this.#problem = '';
    this.#host.requestUpdate();
    try {
      await this.#desk.unblock(customerId);
      this.#customers = this.#customers?.filter((one) => one.customerId !== customerId);
    } catch (thrown) {
      this.#problem = `${inboxStrings.actionFailed}: ${reasonText(thrown)}`;
    } finally {
      this.#isBusy = false;
      this.#host.requestUpdate();
    }
    await this.#host.updateComplete;
    // The button is gone: the focus must not fall out of the list.
    this.#host.renderRoot.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]')?.focus();
  }
}
