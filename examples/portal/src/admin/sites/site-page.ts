import '../../web-awesome/setup.ts';
import '@awesome.me/webawesome/dist/components/button/button.js';
import '@awesome.me/webawesome/dist/components/input/input.js';
import '@awesome.me/webawesome/dist/components/textarea/textarea.js';
import { Task } from '@lit/task';
import type { Site } from '@wattlet/sdk';
import { Role } from '@wattlet/sdk/gen/wattlet/v1/account_pb.js';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { renderMissing } from '../../app/render-states.ts';
import { formText } from '../../parts/form-text.ts';
import { Submitting } from '../../parts/submitting.ts';
import { AdminElement, type AdminView } from '../admin-element.ts';
import { adminWords } from '../admin-words.ts';
import { formOf, renderFormError } from '../parts/form-error.ts';
import { renderBones, renderLoadFailure } from '../parts/render-listing.ts';
import '../parts/secret-box.ts';
import { timeText } from '../parts/times.ts';
import { originLines } from './origin-lines.ts';
import './site-webhook.ts';
import './snippet-builder.ts';

const LARGEST_PAGE = 200;

/** One site: its keys, what embeds it, its origins and its plan. */
@customElement('site-page')
export class SitePage extends AdminElement {
  @property({ attribute: false }) siteIdShown = '';
  @state() private isSaved = false;
  @state() private rotated: { readonly secret: string; readonly oldSecretUntil: Date } | undefined;
  readonly #saving = new Submitting(this);
  readonly #site = new Task(this, {
    args: () => [this.siteIdShown, this.portal?.session.connection] as const,
    task: async ([siteId], { signal }): Promise<Site | undefined> => {
      this.rotated = undefined;
      if (!this.view) throw new Error('the page is not there yet');
      return findSite(this.view, siteId, signal);
    },
  });

  protected override renderView(view: AdminView): TemplateResult {
    return html`<p class="crumb"><a href="/admin/sites">${adminWords.words.sections.sites}</a></p>
      ${this.#site.render({
        initial: renderBones,
        pending: () => (this.#site.value ? this.#renderSite(view, this.#site.value) : renderBones()),
        error: (error) => renderLoadFailure(error, () => void this.#site.run()),
        complete: (site) => (site ? this.#renderSite(view, site) : renderMissing()),
      })}`;
  }

  #renderSite(view: AdminView, site: Site): TemplateResult {
    const { sites: words } = adminWords.words;
    const isOwn = view.portal.session.account?.siteId === site.id;
    const within = isOwn ? '' : `?${new URLSearchParams({ site: site.id })}`;
    return html`<header class="page-head">
        <div>
          <h1>${site.name}</h1>
          <p>${site.plan === 'suspended' ? html`<span class="tag alarm">${words.plans.suspended}</span>` : words.plans.active}</p>
        </div>
        <div class="actions">
          <a class="button" href=${`/admin/users${within}`}>${words.users}</a>
          <a class="button" href=${`/admin/meters${within}`}>${words.siteMeters}</a>
        </div>
      </header>
      <section class="panel">
        <header><div><h2>${words.snippet}</h2><p class="quiet">${words.snippetText}</p></div></header>
        ${site.allowedOrigins.length === 0 ? html`<p class="notice watch">${words.noOrigins} ${words.addOrigins}</p>` : nothing}
        <snippet-builder .portal=${view.portal} .request=${view.request} .site=${site}></snippet-builder>
      </section>
      <div class="columns">
        <section class="panel"><h2>${words.keys}</h2>${this.#renderKeys(view, site)}</section>
        <section class="panel"><h2>${words.settings}</h2>${this.#renderSettings(view, site)}</section>
        ${
          isOwn
            ? html`<section class="panel"><h2>${words.webhook}</h2><site-webhook .portal=${view.portal} .request=${view.request}></site-webhook></section>`
            : nothing
        }
      </div>`;
  }

  #renderKeys(view: AdminView, site: Site): TemplateResult {
    const { sites: words } = adminWords.words;
    const rotate = () =>
      this.confirm({
        title: words.rotateTitle,
        text: words.rotateText,
        action: words.rotate,
        run: async () => {
          this.rotated = await view.clients.sites.rotateSecret(site.id);
        },
      });
    return html`<h3>${words.publishable}</h3>
      <p class="quiet">${words.publishableText}</p>
      <secret-box .text=${site.publishableKey} .isPublic=${true}></secret-box>
      <h3>${words.secret}</h3>
      <p class="quiet">${words.secretText}</p>
      ${
        this.rotated
          ? html`<secret-box
              .text=${this.rotated.secret}
              .note=${words.oldUntil(timeText(this.rotated.oldSecretUntil, view.locale))}
            ></secret-box>`
          : nothing
      }
      <div class="actions"><button class="button" type="button" @click=${rotate}>${words.rotate}</button></div>`;
  }

  #renderSettings(view: AdminView, site: Site): TemplateResult {
    const { sites: words, common } = adminWords.words;
    return html`<form class="form" @submit=${(event: SubmitEvent) => this.#save(event, view)}>
        <wa-input name="name" label=${words.name} value=${site.name} maxlength="100" required></wa-input>
        <wa-textarea name="origins" label=${words.origins} hint=${words.originsHint} rows="3" value=${site.allowedOrigins.join('\n')}></wa-textarea>
        <wa-input name="jwks" type="url" label=${words.jwks} hint=${words.jwksHint} value=${site.jwksUrl ?? ''} maxlength="2000"></wa-input>
        <wa-input name="issuer" label=${words.issuer} value=${site.jwtIssuer ?? ''} maxlength="200"></wa-input>
        ${renderFormError(this.#saving)}
        <div class="actions">
          <wa-button type="submit" appearance="outlined" ?loading=${this.#saving.isBusy}>${common.save}</wa-button>
          <span class="done" role="status">${this.isSaved ? common.saved : nothing}</span>
        </div>
      </form>
      ${view.portal.session.mayAs(Role.OPERATOR) ? this.#renderPlan(view, site) : nothing}`;
  }

  #renderPlan(view: AdminView, site: Site): TemplateResult {
    const { sites: words } = adminWords.words;
    const set = async (plan: Site['plan']) => {
      await view.clients.sites.update(site.id, { plan });
      await this.#site.run();
    };
    const suspend = () =>
      this.confirm({
        title: words.suspendTitle(site.name),
        text: words.suspendText,
        action: words.suspend,
        run: () => set('suspended'),
      });
    const activate = () => void this.#saving.send(() => set('active'));
    return html`<div class="actions">
      ${
        site.plan === 'active'
          ? html`<button class="button danger" type="button" @click=${suspend}>${words.suspend}</button>`
          : html`<button class="button" type="button" @click=${activate}>${words.activate}</button>`
      }
    </div>`;
  }

  #save(event: SubmitEvent, { clients }: AdminView): void {
    const form = formOf(event);
    const site = this.#site.value;
    if (!form || !site) return;
    const fields = new FormData(form);
    this.isSaved = false;
    const [jwksUrl, jwtIssuer] = [formText(fields, 'jwks').trim(), formText(fields, 'issuer').trim()];
    const send = async () => {
      await clients.sites.update(site.id, {
        name: formText(fields, 'name'),
        allowedOrigins: originLines(formText(fields, 'origins')),
        ...(jwksUrl !== (site.jwksUrl ?? '') && { jwksUrl }),
        ...(jwtIssuer !== (site.jwtIssuer ?? '') && { jwtIssuer }),
      });
      await this.#site.run();
      this.isSaved = true;
    };
    this.#saving.send(send).catch(() => undefined);
  }
}

/** Looks through the sites that are managed, as one alone cannot be asked for. */
async function findSite(
  { clients }: AdminView,
  siteId: string,
  signal: AbortSignal,
): Promise<Site | undefined> {
  let pageToken = '';
  for (;;) {
    const page = await clients.sites.list({ pageSize: LARGEST_PAGE, pageToken, signal });
    const found = page.sites.find(({ id }) => id === siteId);
    if (found || page.nextPageToken === undefined) return found;
    pageToken = page.nextPageToken;
  }
}
