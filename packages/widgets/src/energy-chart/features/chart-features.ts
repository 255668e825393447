import { nothing, type TemplateResult } from 'lit';
import type { ChartView } from '../chart-view.ts';
import type { NavigationController } from '../navigation-controller.ts';
import { ChartControls } from './chart-controls.ts';
import type { ChartHost, FeatureContext, ReadyContext } from './chart-host.ts';
import { ChartMenu } from './chart-menu.ts';
import { CompareView } from './compare-view.ts';
import { DataTable } from './data-table.ts';
import { featureStyles } from './feature-styles.ts';
import { renderMix } from './mix-view.ts';
import { Overview } from './overview.ts';
import { ProfileView } from './profile-view.ts';

/** What a chart can do beyond its plot: loaded when it is first asked for. */
export class ChartFeatures {
  static readonly styles = featureStyles;
  readonly #host: ChartHost;
  readonly #controls: ChartControls;
  readonly #menu: ChartMenu;
  readonly #overview: Overview;
  readonly #table: DataTable;
  readonly #profile: ProfileView;
  /** What the view `compare` draws. */
  readonly compare: CompareView;

  constructor(host: ChartHost, navigation: NavigationController, onError: (error: Error) => void) {
    this.#host = host;
    this.#controls = new ChartControls(host, navigation);
    this.#menu = new ChartMenu(host);
    this.#overview = new Overview(navigation);
    this.#table = new DataTable(host);
    this.#profile = new ProfileView(host);
    this.compare = new CompareView(host, onError);
  }

  /** Whether the range follows a pointer now. */
  get isActive(): boolean {
    return this.#overview.isActive;
  }

  renderControls(context: FeatureContext): TemplateResult {
    const menu = context.ready ? this.#menu.render({ ...context, ready: context.ready }) : nothing;
    return this.#controls.render(context, menu);
  }

  renderOverview({ ready }: FeatureContext): TemplateResult | typeof nothing {
    const isPlot = this.#host.view === 'timeline' || this.#host.view === 'compare';
    return ready && isPlot && !this.#host.table ? this.#overview.render() : nothing;
  }

  /** What is shown instead of the plot; undefined where that is shown. */
  renderView(context: ReadyContext): TemplateResult | undefined {
    const { view, table } = this.#host;
    if (view === 'profile') return this.#profile.render(context);
    if (view === 'mix') return renderMix(context);
    return table ? this.#table.render(context.ready.view) : undefined;
  }

  /** Paints what has been rendered. */
  paint(view: ChartView): void {
    this.#overview.paint(this.#host.renderRoot, view);
  }
}
