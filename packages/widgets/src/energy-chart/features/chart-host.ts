import type { ReactiveControllerHost } from 'lit';
import type { AreaType, ChartClient, StreamName } from '../chart-client.ts';
import type { ChartColors } from '../chart-colors.ts';
import type { ChartView, ViewName } from '../chart-view.ts';
import type { ReadyState } from '../series-controller.ts';
import type { RangeSpan } from '../shown-range.ts';

/** What the features of a chart read and set: the properties of its element. */
export interface ChartHost extends ReactiveControllerHost, HTMLElement {
  stream: StreamName;
  area: string;
  areaType: AreaType;
  view: ViewName;
  bucket: 'hour-of-day' | 'day-of-week';
  statistic: 'mean' | 'median';
  compare: readonly string[];
  orientation: 'vertical' | 'horizontal';
  from: string;
  to: string;
  span: RangeSpan;
  asOf: string;
  server: string;
  patterns: boolean;
  table: boolean;
  controls: boolean;
  readonly renderRoot: ParentNode & Node;
}

/** What a feature is rendered for. */
export interface FeatureContext {
  readonly client: ChartClient;
  readonly locale: string;
  readonly title: string;
  /** Where the chart is rendered. */
  readonly root: ParentNode;
  /** Absent until there is data. */
  readonly ready: { readonly view: ChartView; readonly state: ReadyState } | undefined;
}

/** The same once there is data. */
export type ReadyContext = FeatureContext & { readonly ready: NonNullable<FeatureContext['ready']> };

/** What the lines of a view are made from. */
export interface LinesInput {
  readonly client: ChartClient;
  readonly state: ReadyState;
  readonly colors: ChartColors;
  readonly locale: string;
}
