import { Role } from '@wattlet/sdk/gen/wattlet/v1/account_pb.js';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { speakAll } from '../language/catalogue.ts';
import { goTo } from '../router/go-to.ts';
import type { Route } from '../router/route.ts';
import type { Router, Visit } from '../router/router.ts';
import { appWords } from './app-words.ts';
import { judgeRoute } from './judge-route.ts';
import type { Portal } from './portal.ts';
import { renderHall, renderRoom } from './render-frame.ts';
import { renderFailure, renderForbidden, renderLoading, renderMissing } from './render-states.ts';

/** How long after a page could not be loaded it is tried again. */
const AGAIN_MS = 5_000;

/** What the frame works with. */
export interface AppParts {
  readonly portal: Portal;
  readonly router: Router;
}

/** The whole portal: the frame, and in it the page of the address. Its style sheet is that of the document. */
@customElement('portal-app')
export class PortalApp extends LitElement {
  @property({ attribute: false }) parts: AppParts | undefined;

  #bell: Promise<void> | undefined;
  /** Path of the page that was shown last. */
  #shownPath: string | undefined;
  #again: ReturnType<typeof setTimeout> | undefined;

  override createRenderRoot(): this {
    return this;
  }

  /** Until there is something to show, what the document brought stands there. */
  protected override shouldUpdate(): boolean {
    return this.parts !== undefined;
  }

  protected override willUpdate(changes: PropertyValues<this>): void {
    if (!changes.has('parts') || !this.parts) return;
    this.replaceChildren();
    const { portal, router } = this.parts;
    const update = () => this.requestUpdate();
    router.addEventListener('change', update);
    for (const choice of [portal.language, portal.theme]) choice.addEventListener('change', update);
    portal.session.addEventListener('change', () => {
      this.requestUpdate();
      // Whoever has signed out, or is somebody else, may not be where they are.
      router.again().catch(() => undefined);
    });
    globalThis.addEventListener('online', this.#tryAgain);
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.parts) return nothing;
    const { portal, router } = this.parts;
    const { visit } = router;
    const { pathname } = location;
    const route = 'route' in visit ? visit.route : undefined;
    const content = this.#renderVisit(visit);
    if (isForVisitors(portal, route)) return renderHall({ portal, pathname, content, tools: nothing });
    this.#loadBell();
    const request = 'request' in visit ? visit.request : { url: new URL(location.href), params: {} };
    const tools = html`<portal-bell .request=${request} .portal=${portal}></portal-bell>`;
    return renderRoom({ portal, pathname, content, tools });
  }

  protected override updated(): void {
    const visit = this.parts?.router.visit;
    clearTimeout(this.#again);
    if (!visit || visit.status === 'starting' || visit.status === 'loading') return;
    // Nobody tells the page that a server is back which it has not reached.
    if (visit.status === 'failed') this.#again = setTimeout(this.#tryAgain, AGAIN_MS);
    document.title = this.#title(visit);
    const { pathname } = location;
    if (this.#shownPath === pathname) return;
    // Whoever cannot see that another page is there hears it: reading goes on at its beginning.
    if (this.#shownPath !== undefined) this.querySelector('main')?.focus({ preventScroll: true });
    this.#shownPath = pathname;
  }

  /** It comes after the page, which is what somebody came for. */
  #loadBell(): void {
    this.#bell ??= import('../bell/portal-bell.ts').then(
      async () => {
        await speakAll(this.parts?.portal.language.language ?? 'en');
        this.querySelector('portal-bell')?.requestUpdate();
      },
      () => {
        this.#bell = undefined;
      },
    );
  }

  #renderVisit(visit: Visit): TemplateResult {
    const { parts } = this;
    switch (visit.status) {
      case 'shown':
        // Once somebody has signed out, nothing of their page may ask on, until the router has left it.
        return parts && judgeRoute(parts.portal.session, visit.route) === 'allowed'
          ? visit.page.render(visit.request, parts.portal)
          : renderLoading();
      case 'missing':
        return renderMissing();
      case 'forbidden':
        return renderForbidden();
      case 'failed':
        return renderFailure(visit.error, {
          again: () => parts?.router.again().catch(() => goTo(location.href)),
          isTriedAgain: true,
        });
      default:
        return renderLoading();
    }
  }

  readonly #tryAgain = () => {
    const router = this.parts?.router;
    if (router?.visit.status === 'failed') router.again().catch(() => undefined);
  };

  #title(visit: Visit): string {
    const { missing, forbidden, failed } = appWords.words;
    const title =
      visit.status === 'shown'
        ? visit.page.title(visit.request)
        : { missing, forbidden, failed, starting: undefined, loading: undefined }[visit.status]?.title;
    return title ? `${title} · Wattlet` : 'Wattlet';
  }
}

/** Pages of everybody have the frame of visitors, and so has what visitors find in place of a page. */
function isForVisitors({ session }: Portal, route: Route | undefined): boolean {
  return route?.access === 'everybody' || !session.mayAs(Role.CUSTOMER);
}

declare global {
  interface HTMLElementTagNameMap {
    'portal-app': PortalApp;
  }
}
