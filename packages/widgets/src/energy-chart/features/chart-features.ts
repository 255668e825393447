import { html, nothing, type TemplateResult } from 'lit';
import type { ChartSeries } from '../../chart/chart-series.ts';
import { type ChartView, hasOwnLines } from '../chart-view.ts';
import type { NavigationController } from '../navigation-controller.ts';
import type { BarChart } from './bar-chart.ts';
import { BarTable } from './bar-table.ts';
import { ChartControls } from './chart-controls.ts';
import type { ChartHost, FeatureContext, LinesInput, ReadyContext } from './chart-host.ts';
import { ChartMenu } from './chart-menu.ts';
import { CompareView } from './compare-view.ts';
import { featureStyles } from './feature-styles.ts';
import { mixBars, renderMix } from './mix-view.ts';
import { Overview } from './overview.ts';
import { OverviewData } from './overview-data.ts';
import { ProfileView } from './profile-view.ts';
import { RevisionView } from './revision-view.ts';
import { SeriesTable } from './series-table.ts';

/** What a chart can do beyond its plot: loaded when it is first asked for. */
export class ChartFeatures {
  static readonly styles = featureStyles;
  readonly #host: ChartHost;
  readonly #controls: ChartControls;
  readonly #menu: ChartMenu;
  readonly #overview: Overview;
  readonly #overviewData: OverviewData;
  readonly #table: SeriesTable;
  readonly #barTable: BarTable;
  readonly #profile: ProfileView;
  readonly #compare: CompareView;
  readonly #revisions: RevisionView;
  #context: FeatureContext | undefined;

  constructor(host: ChartHost, navigation: NavigationController, onError: (error: Error) => void) {
    this.#host = host;
    this.#controls = new ChartControls(host, navigation);
    this.#menu = new ChartMenu(host, navigation.changes);
    this.#overview = new Overview(host, navigation);
    this.#overviewData = new OverviewData(host, onError);
    this.#table = new SeriesTable(host);
    this.#barTable = new BarTable(host);
    this.#profile = new ProfileView(host, navigation.changes, onError);
    this.#compare = new CompareView(host, onError);
    this.#revisions = new RevisionView(host, onError);
  }

  /** Whether the range follows a pointer now. */
  get isActive(): boolean {
    return this.#overview.isActive;
  }

  /** What is drawn instead of the chart's own series; undefined where these are. */
  lines(input: LinesInput): readonly ChartSeries[] | undefined {
    const { view } = this.#host;
    if (view !== 'revisions') this.#revisions.stop();
    if (view !== 'compare') this.#compare.stop();
    if (view !== 'profile') this.#profile.stop();
    if (view === 'revisions') return this.#revisions.series(input);
    return view === 'compare' ? this.#compare.series(input) : undefined;
  }

  renderControls(context: FeatureContext): TemplateResult {
    return this.#controls.render(
      context,
      this.#menu.render(context, (ready) => this.#bars(ready)),
    );
  }

  /** What has failed, or been done, and is not to be seen in the chart. */
  renderNotices(): TemplateResult[] {
    const notices = [this.#controls, this.#compare, this.#revisions, this.#menu].flatMap(
      (part) => part.notices,
    );
    return notices.map((notice) => html`<p>${notice}</p>`);
  }

  renderOverview(context: FeatureContext): TemplateResult | typeof nothing {
    this.#context = context;
    const isPlot = this.#host.view === 'timeline' || hasOwnLines(this.#host.view);
    return context.ready && isPlot && !this.#host.table ? this.#overview.render() : nothing;
  }

  /** What is shown instead of the plot; undefined where that is shown. */
  renderView(context: ReadyContext): TemplateResult | undefined {
    const { view, table } = this.#host;
    const bars = this.#bars(context);
    if (bars && table) return this.#barTable.render(bars, context.locale);
    if (view === 'profile') return this.#profile.render(context);
    if (bars) return renderMix(bars, context.title);
    return table ? this.#table.render(context.ready.view) : undefined;
  }

  /** What a view shows as bars; undefined where it does not, or not yet. */
  #bars(context: ReadyContext): BarChart | undefined {
    const { view, stream } = this.#host;
    if (view === 'profile') return this.#profile.bars(context);
    return view === 'mix' ? mixBars(context, stream) : undefined;
  }

  /** Paints what has been rendered. */
  paint(view: ChartView): void {
    const { stream, areaType } = this.#host;
    const { client, locale, ready } = this.#context ?? {};
    if (!client || !locale || !ready) return;
    const subject = { client, stream, areaType, state: ready.state, locale };
    this.#overview.paint(this.#host.renderRoot, view, () => this.#overviewData.of(subject, view));
  }
}
