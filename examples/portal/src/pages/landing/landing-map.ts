import { html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { nextTask } from '../../app/next-task.ts';
import { PageElement } from '../../app/page-element.ts';
import type { Portal } from '../../app/portal.ts';
import { renderFailure } from '../../app/render-states.ts';
import type { PageRequest } from '../../router/route.ts';

/** The place of the live map: what a visitor reads is there before the map is loaded. */
@customElement('landing-map')
export class LandingMap extends PageElement {
  @state() private error: unknown;

  protected override renderPage(portal: Portal, request: PageRequest): TemplateResult {
    if (this.error !== undefined) return renderFailure(this.error, { again: () => void this.#load() });
    return html`<live-map .request=${request} .portal=${portal}></live-map>`;
  }

  protected override firstUpdated(): void {
    void this.#load();
  }

  async #load(): Promise<void> {
    this.error = undefined;
    await nextTask();
    try {
      await import('./live-map.ts');
    } catch (error) {
      this.error = error;
    }
  }
}
