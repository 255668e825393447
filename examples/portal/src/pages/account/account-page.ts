import './sections/account-appearance.ts';
import './sections/account-data.ts';
import './sections/account-password.ts';
import './sections/account-profile.ts';
import './sections/account-sessions.ts';
import './sections/account-sign-out.ts';
import './sections/account-subscription.ts';
import './sections/account-tokens.ts';
import { html } from 'lit';
import type { Page } from '../../router/route.ts';
import { accountWords } from './account-words.ts';

/** One's own account. */
export const page: Page = {
  title: () => accountWords.words.title,
  render: (request, portal) => {
    const { title } = accountWords.words;
    const { account } = portal.session;
    return html`<header class="page-head">
        <div>
          <h1>${title}</h1>
          <p>${account?.displayName}${account?.email ? ` · ${account.email}` : ''}</p>
        </div>
        <account-sign-out class="actions" .request=${request} .portal=${portal}></account-sign-out>
      </header>
      <div class="account">
        <account-subscription id="subscription" class="panel" .request=${request} .portal=${portal}></account-subscription>
        <account-profile class="panel" .request=${request} .portal=${portal}></account-profile>
        <account-appearance class="panel" .request=${request} .portal=${portal}></account-appearance>
        <account-password class="panel" .request=${request} .portal=${portal}></account-password>
        <account-sessions class="panel" .request=${request} .portal=${portal}></account-sessions>
        <account-tokens class="panel" .request=${request} .portal=${portal}></account-tokens>
        <account-data class="panel" .request=${request} .portal=${portal}></account-data>
      </div>`;
  },
};
