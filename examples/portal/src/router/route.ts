import type { TemplateResult } from 'lit';
import type { Portal } from '../app/portal.ts';

/** Who may see a page. */
export type Access =
  /** Everybody, in the layout of visitors. */
  | 'everybody'
  /** Everybody who is signed in. */
  | 'person'
  /** Agents and administrators. */
  | 'agent';

/** What a page is asked for. */
export interface PageRequest {
  readonly url: URL;
  /** The named parts of its path. */
  readonly params: Readonly<Record<string, string | undefined>>;
}

/** A page: what it is called, and what it shows. Called again whenever its request, session, theme or language change. */
export interface Page {
  title(request: PageRequest): string;
  render(request: PageRequest, portal: Portal): TemplateResult;
}

/** Where a page is, and how it is loaded. */
export interface Route {
  /** As `URLPattern` has it: `/meters/:meter?` */
  readonly path: string;
  readonly access: Access;
  /** Loads the module of the page, which exports it as `page`. */
  load(): Promise<{ readonly page: Page }>;
}
