import { parseSetCookie } from 'cookie';

/** For tests: an answer, and the address that it came from. */
export interface Page {
  readonly url: URL;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** For tests: what a browser does without scripts: keeps cookies of each origin, follows redirects, sends forms. */
export class TestBrowser {
  readonly #cookies = new Map<string, Map<string, string>>();
  /** Every address it was sent to, in order. */
  readonly visited: URL[] = [];

  /** Cookies of an origin. */
  cookies(origin: string): Map<string, string> {
    const found = this.#cookies.get(origin) ?? new Map<string, string>();
    this.#cookies.set(origin, found);
    return found;
  }

  /** Opens an address and follows redirects until a page comes, or an address that `until` takes. */
  async open(address: string | URL, until: (url: URL) => boolean = () => false): Promise<Page> {
    let page = await this.request(address);
    for (let hops = 0; hops < 20; hops++) {
      const location = page.headers.get('location');
      if (location === null) return page;
      const url = new URL(location, page.url);
      if (until(url)) return { ...page, url };
      page = await this.request(url);
    }
    throw new Error('redirected too often');
  }

  /** Sends the form of a page, with these values beside those it holds, and goes on like {@link open}. */
  async submit(page: Page, values: Record<string, string>, until?: (url: URL) => boolean): Promise<Page> {
    const action = /<form[^>]* action="([^"]+)"/.exec(page.text)?.[1];
    if (action === undefined) throw new Error(`no form on ${page.url}: ${page.text}`);
    const fields = [...page.text.matchAll(/<input type="hidden" name="(\w+)" value="(\w*)"/g)];
    const held = Object.fromEntries(fields.map(([, name = '', value = '']) => [name, value]));
    const body = new URLSearchParams({ ...held, ...values });
    const answer = await this.request(new URL(action, page.url), { method: 'POST', body });
    const location = answer.headers.get('location');
    if (location === null) return answer;
    const next = new URL(location, answer.url);
    return until?.(next) ? { ...answer, url: next } : this.open(next, until);
  }

  /** One request, no redirect followed. */
  async request(address: string | URL, init: RequestInit = {}): Promise<Page> {
    const url = new URL(address);
    this.visited.push(url);
    const jar = this.cookies(url.origin);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { ...init, redirect: 'manual', headers: { cookie } });
    for (const line of response.headers.getSetCookie()) {
      const { name, value, maxAge, expires } = parseSetCookie(line);
      if (maxAge === 0 || (expires && expires.getTime() < Date.now())) jar.delete(name);
      else jar.set(name, value ?? '');
    }
    return { url, status: response.status, headers: response.headers, text: await response.text() };
  }
}
