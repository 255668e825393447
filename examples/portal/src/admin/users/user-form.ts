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
import { ROLE_NAMES, rolesToGive } from './role-names.ts';

/** Makes a user of the site. */
@customElement('user-form')
export class UserForm extends AdminElement {
  readonly #sending = new Submitting(this);

  protected override renderView(view: AdminView): TemplateResult {
    const { users: words, common } = adminWords.words;
    const roles = rolesToGive(view.portal.session, view.siteId !== '');
    return html`<header class="page-head"><div><h1>${words.make}</h1></div></header>
      ${renderOtherSite(view)}
      <form class="panel form" @submit=${(event: SubmitEvent) => this.#submit(event, view)}>
        <wa-input name="name" label=${words.name} maxlength="100" autocomplete="off" required></wa-input>
        <wa-input name="email" type="email" label=${words.email} maxlength="254" autocomplete="off" required></wa-input>
        <wa-select name="role" label=${words.role} value="customer">
          ${roles.map((role) => html`<wa-option value=${role}>${words.roles[role]}</wa-option>`)}
        </wa-select>
        <wa-input
          name="password"
          type="password"
          label=${words.password}
          hint=${words.passwordHint}
          minlength="10"
          maxlength="256"
          autocomplete="new-password"
          password-toggle
        ></wa-input>
        ${renderFormError(this.#sending)}
        <div class="actions">
          <wa-button type="submit" variant="brand" ?loading=${this.#sending.isBusy}>${words.make}</wa-button>
          <a class="button" href=${adminAddress('/admin/users', view.siteId)}>${common.cancel}</a>
        </div>
      </form>`;
  }

  #submit(event: SubmitEvent, { clients, siteId }: AdminView): void {
    const form = formOf(event);
    if (!form) return;
    const fields = new FormData(form);
    const password = formText(fields, 'password');
    const send = async () => {
      const user = await clients.users.create(
        {
          displayName: formText(fields, 'name'),
          email: formText(fields, 'email'),
          role: ROLE_NAMES.find((role) => role === formText(fields, 'role')) ?? 'customer',
          ...(password && { password }),
        },
        { siteId },
      );
      goTo(adminAddress(`/admin/users/${user.id}`, siteId));
    };
    this.#sending.send(send).catch(() => undefined);
  }
}
