import '../../web-awesome/setup.ts';
import '@awesome.me/webawesome/dist/components/button/button.js';
import '@awesome.me/webawesome/dist/components/input/input.js';
import '@awesome.me/webawesome/dist/components/option/option.js';
import '@awesome.me/webawesome/dist/components/select/select.js';
import { Task } from '@lit/task';
import type { PasswordLink, Subscription, User } from '@wattlet/sdk';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { formText } from '../../parts/form-text.ts';
import { Submitting } from '../../parts/submitting.ts';
import { goTo } from '../../router/go-to.ts';
import { AdminElement, type AdminView, adminAddress } from '../admin-element.ts';
import { adminWords } from '../admin-words.ts';
import { formOf, renderFormError } from '../parts/form-error.ts';
import { renderBones, renderLoadFailure } from '../parts/render-listing.ts';
import { renderOtherSite } from '../parts/render-site.ts';
import '../parts/secret-box.ts';
import { dayText, timeText } from '../parts/times.ts';
import { ROLE_NAMES, rolesToGive } from './role-names.ts';
import './user-meters.ts';

interface Shown {
  readonly user: User;
  readonly subscription?: Subscription;
}

/** One user: who they are, their meters, and how they come in. */
@customElement('user-page')
export class UserPage extends AdminElement {
  @property({ attribute: false }) userId = '';
  @state() private isSaved = false;
  @state() private link: PasswordLink | undefined;
  readonly #saving = new Submitting(this);
  readonly #acting = new Submitting(this);
  readonly #shown = new Task(this, {
    args: () =>
      [
        this.userId,
        this.portal?.session.connection,
        this.request?.url.searchParams.get('site') ?? '',
      ] as const,
    task: async ([userId], { signal }): Promise<Shown> => {
      this.link = undefined;
      this.isSaved = false;
      const view = this.view;
      if (!view) throw new Error('the page is not there yet');
      return view.clients.users.get(userId, { siteId: view.siteId, signal });
    },
  });

  protected override renderView(view: AdminView): TemplateResult {
    const { sections } = adminWords.words;
    return html`<p class="crumb"><a href=${adminAddress('/admin/users', view.siteId)}>${sections.users}</a></p>
      ${renderOtherSite(view)}
      ${this.#shown.render({
        initial: renderBones,
        pending: () => (this.#shown.value ? this.#renderUser(view, this.#shown.value) : renderBones()),
        error: (error) => renderLoadFailure(error, () => void this.#shown.run()),
        complete: (shown) => this.#renderUser(view, shown),
      })}`;
  }

  #renderUser(view: AdminView, { user, subscription }: Shown): TemplateResult {
    const { users: words } = adminWords.words;
    return html`<header class="page-head">
        <div>
          <h1>${user.displayName}</h1>
          <p>
            ${words.roles[user.role]} · ${user.email ?? words.signsInBySite}
            ${user.disabledAt ? html`<span class="tag alarm">${words.disabledSince(dayText(user.disabledAt, view.locale))}</span>` : nothing}
          </p>
        </div>
        <a class="button" href=${`/admin/audit?${new URLSearchParams({ target: user.id })}`}>${words.history}</a>
      </header>
      <div class="columns">
        <section class="panel"><h2>${words.profile}</h2>${this.#renderProfile(view, user)}</section>
        <section class="panel">
          <h2>${words.meters}</h2>
          <user-meters .portal=${view.portal} .request=${view.request} .user=${user}></user-meters>
        </section>
        ${subscription ? this.#renderSubscription(view, user, subscription) : nothing}
        <section class="panel"><h2>${words.access}</h2>${this.#renderAccess(view, user)}</section>
      </div>`;
  }

  #renderProfile(view: AdminView, user: User): TemplateResult {
    const { users: words, common } = adminWords.words;
    const roles = rolesToGive(view.portal.session, view.siteId !== '');
    return html`<form class="form" @submit=${(event: SubmitEvent) => this.#save(event, view)}>
      <wa-input name="name" label=${words.name} value=${user.displayName} maxlength="100" required></wa-input>
      ${
        user.email === undefined
          ? html`<dl class="facts"><div><dt>${words.reference}</dt><dd>${user.externalSubject}</dd></div></dl>`
          : html`<wa-input name="email" type="email" label=${words.email} value=${user.email} maxlength="254" required></wa-input>`
      }
      <wa-select name="role" label=${words.role} value=${user.role}>
        ${ROLE_NAMES.filter((role) => roles.includes(role) || role === user.role).map(
          (role) => html`<wa-option value=${role}>${words.roles[role]}</wa-option>`,
        )}
      </wa-select>
      ${renderFormError(this.#saving)}
      <div class="actions">
        <wa-button type="submit" appearance="outlined" ?loading=${this.#saving.isBusy}>${common.save}</wa-button>
        <span class="done" role="status">${this.isSaved ? common.saved : nothing}</span>
      </div>
    </form>`;
  }

  #renderSubscription(
    view: AdminView,
    user: User,
    { daysLeft, endsAt, trial }: Subscription,
  ): TemplateResult {
    const { users: words } = adminWords.words;
    const grant = () =>
      this.#act(() => view.clients.users.grantMonths(user.id, { months: 1, requestId: crypto.randomUUID() }));
    return html`<section class="panel">
      <h2>${words.subscription}</h2>
      <p>
        <strong>${daysLeft === 0 ? words.ended : words.daysLeft(daysLeft)}</strong>
        <span class="quiet">${words.until(dayText(endsAt, view.locale))}</span>
        ${trial ? html`<span class="tag">${words.trial}</span>` : nothing}
      </p>
      <div class="actions"><button class="button" type="button" ?disabled=${this.#acting.isBusy} @click=${grant}>${words.grant}</button></div>
    </section>`;
  }

  #renderAccess(view: AdminView, user: User): TemplateResult {
    const { users: words } = adminWords.words;
    const { clients, siteId, locale } = view;
    const makeLink = () =>
      this.#act(async () => {
        this.link = await clients.users.createPasswordLink(user.id, { siteId });
      }, false);
    const setDisabled = (disabled: boolean) => clients.users.update(user.id, { disabled }, { siteId });
    const disable = () =>
      this.confirm({
        title: words.disableTitle(user.displayName),
        text: words.disableText,
        action: words.disable,
        run: async () => {
          await setDisabled(true);
          await this.#shown.run();
        },
      });
    const remove = () =>
      this.confirm({
        title: words.removeTitle(user.displayName),
        text: words.removeText,
        action: words.remove,
        typed: { label: words.removeConfirm(user.displayName), text: user.displayName },
        run: async () => {
          await clients.users.delete(user.id, { siteId });
          goTo(adminAddress('/admin/users', siteId), { replace: true });
        },
      });
    return html`${
      user.email === undefined
        ? nothing
        : html`<p>${words.linkText}</p>
          <div class="actions"><button class="button" type="button" ?disabled=${this.#acting.isBusy} @click=${makeLink}>${words.link}</button></div>`
    }
      ${
        this.link
          ? html`<secret-box
              .text=${`${location.origin}/set-password#${this.link.token}`}
              .note=${words.linkUntil(timeText(this.link.expiresAt, locale))}
            ></secret-box>`
          : nothing
      }
      ${renderFormError(this.#acting)}
      <div class="actions">
        ${
          user.disabledAt
            ? html`<button class="button" type="button" @click=${() => this.#act(() => setDisabled(false))}>${words.enable}</button>`
            : html`<button class="button" type="button" @click=${disable}>${words.disable}</button>`
        }
        <button class="button danger" type="button" @click=${remove}>${words.remove}</button>
      </div>`;
  }

  #act(work: () => Promise<unknown>, isReadAgain = true): void {
    const run = async () => {
      await work();
      if (isReadAgain) await this.#shown.run();
    };
    this.#acting.send(run).catch(() => undefined);
  }

  #save(event: SubmitEvent, { clients, siteId }: AdminView): void {
    const form = formOf(event);
    const user = this.#shown.value?.user;
    if (!form || !user) return;
    const fields = new FormData(form);
    const role = ROLE_NAMES.find((one) => one === formText(fields, 'role'));
    const email = formText(fields, 'email');
    this.isSaved = false;
    const send = async () => {
      await clients.users.update(
        user.id,
        {
          displayName: formText(fields, 'name'),
          ...(email && email !== user.email && { email }),
          ...(role && role !== user.role && { role }),
        },
        { siteId },
      );
      await this.#shown.run();
      this.isSaved = true;
    };
    this.#saving.send(send).catch(() => undefined);
  }
}
