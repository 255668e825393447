import { nextTask } from '../app/next-task.ts';
import { goTo } from './go-to.ts';
import type { RouteMatch } from './match-route.ts';
import { otherBuild, reloadFor } from './other-build.ts';
import type { Page, PageRequest, Route } from './route.ts';

/** What is shown at the address of the page. */
export type Visit =
  | { readonly status: 'starting' }
  | { readonly status: 'loading'; readonly route: Route }
  | { readonly status: 'shown'; readonly route: Route; readonly page: Page; readonly request: PageRequest }
  | { readonly status: 'missing' }
  | { readonly status: 'forbidden'; readonly route: Route }
  | { readonly status: 'failed'; readonly route: Route; readonly error: unknown };

/** What a router works with. */
export interface RouterOptions {
  readonly match: (url: URL) => RouteMatch | undefined;
  /** Whether a page may be seen: `sign-in` where somebody has to sign in first. Waits until that is known. */
  readonly judge: (route: Route) => Promise<'allowed' | 'sign-in' | 'forbidden'>;
  /** Waits until the words of everything that is loaded are there. */
  readonly ready: () => Promise<void>;
}

/** A page that is still loading after so many milliseconds takes the place of the one before. */
const PATIENCE_MS = 150;

/**
 * Shows the page of the address. Follows links, back and forward by the Navigation API, which says of each navigation
 * when another one has overtaken it, and puts scroll positions back. A browser without it loads the page of each link afresh:
 * slower, and as right. So does every browser where a page cannot be loaded as the server has another build by now. Dispatches `change`.
 */
export class Router extends EventTarget {
  readonly #options: RouterOptions;
  #visit: Visit = { status: 'starting' };
  /** Of what was begun to be shown, the last. */
  #turn = 0;

  constructor(options: RouterOptions) {
    super();
    this.#options = options;
  }

  get visit(): Visit {
    return this.#visit;
  }

  /** Shows the page that the browser is at, and from now on every other. */
  async start(): Promise<void> {
    if (globalThis.navigation) navigation.addEventListener('navigate', (event) => this.#onNavigate(event));
    else addEventListener('popstate', () => void this.again());
    await this.#show(new URL(location.href), new AbortController().signal);
  }

  /** Shows the page of the address again: who is signed in has changed, or it could not be loaded. */
  async again(): Promise<void> {
    await this.#show(new URL(location.href), new AbortController().signal);
  }

  #onNavigate(event: NavigateEvent): void {
    const url = new URL(event.destination.url);
    const isOurs = event.canIntercept && event.downloadRequest === null && event.formData === null;
    if (!isOurs || event.hashChange || event.navigationType === 'reload' || !this.#options.match(url)) return;
    const isSamePage = url.pathname === location.pathname;
    event.intercept({
      handler: () => this.#show(url, event.signal),
      // A page that changes its own state keeps focus and place.
      focusReset: 'manual',
      scroll: isSamePage ? 'manual' : 'after-transition',
    });
  }

  async #show(url: URL, signal: AbortSignal): Promise<void> {
    const found = this.#options.match(url);
    if (!found) {
      this.#set({ status: 'missing' });
      return;
    }
    this.#turn += 1;
    const turn = this.#turn;
    const isOver = () => signal.aborted || turn !== this.#turn;
    const { route, request } = found;
    const { visit } = this;
    const isSamePage = visit.status === 'shown' && visit.route === route;
    // The same page in another state stays where it is.
    const patience = isSamePage
      ? undefined
      : setTimeout(() => !isOver() && this.#set({ status: 'loading', route }), PATIENCE_MS);
    try {
      const [{ page }, verdict] = await Promise.all([route.load(), this.#options.judge(route)]);
      await this.#options.ready();
      // To run what has been loaded may have taken a while.
      await nextTask();
      if (isOver()) return;
      if (verdict === 'sign-in') goTo(signInFor(url), { replace: true });
      else if (verdict === 'forbidden') this.#set({ status: 'forbidden', route });
      else this.#set({ status: 'shown', route, page, request });
    } catch (error) {
      const build = await otherBuild();
      if (isOver()) return;
      if (build === undefined || !reloadFor(build)) this.#set({ status: 'failed', route, error });
    } finally {
      clearTimeout(patience);
    }
  }

  #set(visit: Visit): void {
    this.#visit = visit;
    this.dispatchEvent(new Event('change'));
  }
}

/** Where to sign in, and come back from to an address. */
export function signInFor({ pathname, search }: URL): string {
  return `/sign-in?${new URLSearchParams({ return_to: `${pathname}${search}` })}`;
}
