import { html, type TemplateResult } from 'lit';
import { ChartError } from '../chart-error.ts';
import { ChartErrorEvent } from '../chart-error-event.ts';
import { hasOwnLines } from '../chart-view.ts';
import { speak } from '../language.ts';
import type { ChartHost, ReadyContext } from './chart-host.ts';
import { chartCsv } from './export-csv.ts';
import { embedSnippet } from './export-embed.ts';
import { picturePng } from './export-png.ts';
import { pictureSvg } from './export-svg.ts';
import { featureStrings } from './feature-strings.ts';
import { pictureOf } from './picture.ts';
import { saveFile } from './save-file.ts';

/** What one can do with what a chart shows: see it as a table, take it along, print it. */
export class ChartMenu {
  readonly #host: ChartHost;

  constructor(host: ChartHost) {
    this.#host = host;
  }

  render(context: ReadyContext): TemplateResult {
    const host = this.#host;
    const { view } = context.ready;
    const name = `${host.stream}-${host.area}-${new Date(view.frame.range.from).toISOString().slice(0, 10)}`;
    const isPlot = host.view === 'timeline' || hasOwnLines(host.view);
    const entries: [text: string, run: () => unknown][] = [
      [
        host.table ? featureStrings.showChart : featureStrings.showTable,
        () => Object.assign(host, { table: !host.table }),
      ],
      [featureStrings.patterns, () => Object.assign(host, { patterns: !host.patterns })],
      [
        featureStrings.downloadCsv,
        () => saveFile(`${name}.csv`, new Blob([chartCsv(context)], { type: 'text/csv' })),
      ],
      [featureStrings.copyEmbed, () => navigator.clipboard.writeText(embedSnippet(host))],
      [featureStrings.print, () => print()],
    ];
    if (isPlot && !host.table) {
      entries.splice(
        2,
        0,
        [
          featureStrings.downloadPng,
          async () => saveFile(`${name}.png`, await picturePng(pictureOf(context))),
        ],
        [
          featureStrings.downloadSvg,
          () =>
            saveFile(`${name}.svg`, new Blob([pictureSvg(pictureOf(context))], { type: 'image/svg+xml' })),
        ],
      );
    }
    // Another element may have spoken since.
    const inLanguage = (run: () => unknown) => () => {
      speak(context.locale);
      return run();
    };
    return html`<details class="menu">
      <summary>${featureStrings.more}</summary>
      <ul>
        ${entries.map(([text, run]) => html`<li><button type="button" @click=${(event: Event) => this.#do(event, inLanguage(run))}>${text}</button></li>`)}
      </ul>
    </details>`;
  }

  #do({ target }: Event, run: () => unknown): void {
    if (target instanceof Element) target.closest('details')?.removeAttribute('open');
    Promise.resolve()
      .then(run)
      .catch((cause: unknown) =>
        this.#host.dispatchEvent(new ChartErrorEvent(new ChartError(featureStrings.actionFailed, { cause }))),
      );
  }
}
