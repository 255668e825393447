import '../../../web-awesome/setup.ts';
import '@awesome.me/webawesome/dist/components/button/button.js';
import { timestampDate } from '@bufbuild/protobuf/wkt';
import { Task } from '@lit/task';
import type { Session } from '@wattlet/sdk/gen/wattlet/v1/account_pb.js';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { PageElement } from '../../../app/page-element.ts';
import type { Portal } from '../../../app/portal.ts';
import { Submitting } from '../../../parts/submitting.ts';
import { accountWords } from '../account-words.ts';
import { browserName } from '../browser-name.ts';
import { renderRead } from '../render-read.ts';
import { renderRefusal } from '../render-sent.ts';

/** Where the account is signed in. */
@customElement('account-sessions')
export class AccountSessions extends PageElement {
  readonly #ending = new Submitting(this);
  readonly #sessions = new Task(this, {
    args: () => [this.portal?.session.account?.id] as const,
    task: async (_account, { signal }): Promise<readonly Session[]> =>
      (await this.portal?.session.accounts.listSessions({}, { signal }))?.sessions ?? [],
  });

  protected override renderPage(portal: Portal): TemplateResult {
    const { sessions: words } = accountWords.words;
    return html`<h2>${words.title}</h2>
      <p class="quiet">${words.text}</p>
      ${renderRefusal(this.#ending)}
      ${renderRead(
        this.#sessions,
        (sessions) => html`<ul class="rows">
          ${sessions.map((session) => this.#renderSession(session, portal))}
        </ul>`,
      )}`;
  }

  #renderSession({ id, userAgent, lastUsedAt, current }: Session, { language }: Portal): TemplateResult {
    const { sessions: words } = accountWords.words;
    const { browser = words.unknown, system } = browserName(userAgent);
    const place = system ? words.on(browser, system) : browser;
    const time = new Intl.DateTimeFormat(language.locale, { dateStyle: 'medium', timeStyle: 'short' });
    return html`<li>
      <div>
        <strong>${place}</strong>
        <p class="quiet">
          ${lastUsedAt ? words.used(time.format(timestampDate(lastUsedAt))) : nothing}
          ${current ? html`<span class="tag">${words.current}</span>` : nothing}
        </p>
      </div>
      ${
        current
          ? nothing
          : html`<wa-button size="s" appearance="outlined" aria-label=${words.endOf(place)} @click=${() => this.#end(id)}>${words.end}</wa-button>`
      }
    </li>`;
  }

  #end(sessionId: string): void {
    const send = async () => {
      await this.portal?.session.accounts.revokeSession({ sessionId });
      await this.#sessions.run();
    };
    this.#ending.send(send).catch(() => undefined);
  }
}
