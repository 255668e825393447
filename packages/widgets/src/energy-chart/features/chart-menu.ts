import { nothing, type TemplateResult } from 'lit';
import { ElementError } from '../../element/element-error.ts';
import { speak } from '../../element/language.ts';
import { ChartErrorEvent } from '../chart-error-event.ts';
import { hasOwnLines } from '../chart-view.ts';
import type { UserChanges } from '../user-changes.ts';
import type { BarChart } from './bar-chart.ts';
import { barCsv, barPicture } from './bar-export.ts';
import type { ChartHost, FeatureContext, ReadyContext } from './chart-host.ts';
import { ClosingMenu, type MenuEntry } from './closing-menu.ts';
import { chartCsv } from './export-csv.ts';
import { embedSnippet } from './export-embed.ts';
import { picturePng } from './export-png.ts';
import { pictureSvg } from './export-svg.ts';
import { featureStrings } from './feature-strings.ts';
import { pictureOf } from './picture.ts';
import { saveFile } from './save-file.ts';
import { shownText } from './shown-text.ts';

/** What one can do with what a chart shows: see it as a table, take it along, print it. */
export class ChartMenu {
  readonly #host: ChartHost;
  readonly #changes: UserChanges;
  readonly #menu: ClosingMenu;
  #notice: 'copied' | 'actionFailed' | undefined;
  #view: string | undefined;

  constructor(host: ChartHost, changes: UserChanges) {
    this.#host = host;
    this.#changes = changes;
    this.#menu = new ClosingMenu(host, () => this.#tell(undefined));
  }

  /** What came of the last choice, where that is not to be seen. */
  get notices(): string[] {
    return this.#notice ? [featureStrings[this.#notice]] : [];
  }

  /** @param barsOf what the view shows as bars, if it does */
  render(
    { ready, ...context }: FeatureContext,
    barsOf: (context: ReadyContext) => BarChart | undefined,
  ): TemplateResult | typeof nothing {
    if (this.#view !== this.#host.view) {
      this.#menu.close();
      // Of what is not shown any more.
      this.#notice = undefined;
    }
    this.#view = this.#host.view;
    return ready ? this.#menu.render(this.#entries({ ...context, ready }, barsOf)) : nothing;
  }

  #entries(context: ReadyContext, barsOf: (context: ReadyContext) => BarChart | undefined): MenuEntry[] {
    const host = this.#host;
    const name = `${host.stream}-${host.area}-${new Date(context.ready.view.frame.range.from).toISOString().slice(0, 10)}`;
    const save = (extension: string, type: string, content: Blob | string) =>
      saveFile(`${name}.${extension}`, new Blob([content], { type }));
    const isPlot = host.view === 'timeline' || hasOwnLines(host.view);
    const isDrawn = isPlot || barsOf(context) !== undefined;
    const titled = () => ({ ...context, title: shownText(context.root, 'title') });
    // Made when they are chosen: of what is on the screen then.
    const picture = () => {
      const bars = barsOf(context);
      return bars ? barPicture(bars, titled()) : pictureOf(titled());
    };
    const csv = () => {
      const bars = barsOf(context);
      return bars ? barCsv(bars, titled()) : chartCsv(titled());
    };
    const pictures: MenuEntry[] = [
      [featureStrings.downloadPng, async () => save('png', 'image/png', await picturePng(picture()))],
      [featureStrings.downloadSvg, () => save('svg', 'image/svg+xml', pictureSvg(picture()))],
    ];
    const entries: MenuEntry[] = [
      [
        host.table ? featureStrings.showChart : featureStrings.showTable,
        () => this.#changes.set({ table: !host.table }),
      ],
      [featureStrings.patterns, () => this.#changes.set({ patterns: !host.patterns })],
      ...(isDrawn && !host.table ? pictures : []),
      ...(isDrawn
        ? ([[featureStrings.downloadCsv, () => save('csv', 'text/csv', csv())]] satisfies MenuEntry[])
        : []),
      [
        featureStrings.copyEmbed,
        async () => {
          await navigator.clipboard.writeText(embedSnippet(host));
          this.#tell('copied');
        },
      ],
      [featureStrings.print, () => print()],
    ];
    return entries.map(([text, run]) => [text, () => this.#do(run, context.locale)]);
  }

  #do(run: () => unknown, locale: string): void {
    Promise.resolve()
      .then(() => {
        // Another element may have spoken since.
        speak(locale);
        return run();
      })
      .catch((cause: unknown) => {
        speak(locale);
        this.#tell('actionFailed');
        this.#host.dispatchEvent(
          new ChartErrorEvent(new ElementError(featureStrings.actionFailed, { cause })),
        );
      });
  }

  #tell(notice: 'copied' | 'actionFailed' | undefined): void {
    this.#notice = notice;
    this.#host.requestUpdate();
  }
}
