import { html, nothing, type TemplateResult } from 'lit';
import { reasonText } from '../../element/reason-text.ts';
import { mayPass } from '../../element/retry-controller.ts';
import { strings } from '../../element/strings.ts';
import { hiddenFamily, PRODUCTION_TYPES } from '../../theme/production-types.ts';
import { CHOICES } from '../chart-choices.ts';
import type { AreaProfile } from '../chart-client.ts';
import type { ChartView } from '../chart-view.ts';
import { missingText } from '../missing-text.ts';
import { renderError, renderSkeleton } from '../render-state.ts';
import { strings as chartStrings } from '../strings.ts';
import type { UserChanges } from '../user-changes.ts';
import type { BarChart } from './bar-chart.ts';
import { BarCursor } from './bar-cursor.ts';
import type { ChartHost, ReadyContext } from './chart-host.ts';
import { featureStrings } from './feature-strings.ts';
import { ProfileReader } from './profile-reader.ts';
import { type ProfilePart, sumOfParts } from './profile-sum.ts';
import { renderBars } from './render-bars.ts';
import { renderColumns } from './render-columns.ts';

/** A Monday, from which the names of weekdays are counted. */
const MONDAY = Date.UTC(2024, 0, 1);

/** The usual course of a day or a week in the range, as bars: what the server has made of all its intervals. */
export class ProfileView {
  readonly #host: ChartHost;
  readonly #changes: UserChanges;
  readonly #reader: ProfileReader;
  readonly #cursor: BarCursor;

  constructor(host: ChartHost, changes: UserChanges, onError: (error: Error) => void) {
    this.#host = host;
    this.#changes = changes;
    this.#cursor = new BarCursor(host);
    this.#reader = new ProfileReader({ changed: () => host.requestUpdate(), failed: onError });
    host.addController({ hostDisconnected: () => this.stop() });
  }

  /** Reads nothing any more. */
  stop(): void {
    this.#reader.stop();
  }

  /** The bars of what is shown; undefined until they have come. */
  bars(context: ReadyContext): BarChart | undefined {
    this.#follow(context);
    const { bucket, stream } = this.#host;
    const { choices, views } = featureStrings;
    const { view } = context.ready;
    const { labels, power, colors } = view;
    const { answered } = this.#reader;
    if (!answered || this.#failure) return undefined;
    const statistic = this.#statistic;
    const parts = this.#parts(view);
    const sums = Array.from({ length: bucket === 'hour-of-day' ? 24 : 7 }, (_, i) =>
      sumOfParts(parts, bucket === 'hour-of-day' ? i : i + 1, { statistic, isNet: stream === 'flows' }),
    );
    const bars = sums.map(({ megawatts, missingMs }, i) => ({
      label: bucketName(bucket, i, context.locale),
      shortLabel: bucketName(bucket, i, context.locale, 'short'),
      color: colors.accent,
      value: megawatts,
      text:
        megawatts === undefined
          ? strings.noData
          : [power.text(megawatts), ...(missingMs > 0 ? [missingText(missingMs, labels.locale)] : [])].join(
              ', ',
            ),
    }));
    const [per, name] = [choices[bucket], choices[statistic]];
    const isPartial = sums.some(({ missingMs }) => missingMs > 0);
    return {
      name: `${views.profile} (${name}, ${per})`,
      notes: [
        `${labels.datedInterval(answered)}, ${labels.zone(answered)}`,
        ...(isPartial ? [chartStrings.incomplete] : []),
      ],
      columns: [per, name],
      unit: 'MW',
      bars,
    };
  }

  render(context: ReadyContext): TemplateResult {
    const chart = this.bars(context);
    const { error } = this.#reader;
    if (this.#failure) return renderError(this.#failure, () => this.#reader.retry());
    if (!chart) return renderSkeleton();
    const { name, bars } = chart;
    const notes = [name, ...chart.notes, ...(error ? [reasonText(error)] : [])];
    const { orientation, controls } = this.#host;
    const { power, layout } = context.ready.view;
    const { current } = this.#cursor;
    const read = bars[current];
    const { boxWidth: width, isSparkline: isBare } = layout;
    const columns = { bars, label: name, current, power, locale: context.locale, width, isBare };
    return html`<div
      class="scroll profile ${orientation}${isBare ? ' bare' : ''}"
      tabindex="0"
      role="region"
      aria-label=${`${context.title}, ${name}`}
      @keydown=${(event: KeyboardEvent) => this.#cursor.press(event, bars.length)}
      @pointermove=${this.#cursor.point}
      @pointerdown=${this.#cursor.point}
    >
      ${controls ? this.#renderChoices() : nothing}
      <p class="note">${notes.join('. ')}<strong role="status">${read ? `${read.label}: ${read.text}` : ''}</strong></p>
      ${orientation === 'vertical' ? renderColumns(columns) : renderBars(bars, name, current)}
    </div>`;
  }

  #renderChoices(): TemplateResult {
    const { bucket, statistic } = this.#host;
    return html`<div class="choice">
      ${this.#renderChoice(featureStrings.bucketChoice, CHOICES.bucket, bucket, (chosen) => {
        this.#changes.set({ bucket: chosen });
      })}
      ${
        this.#isSum
          ? nothing
          : this.#renderChoice(featureStrings.statisticChoice, CHOICES.statistic, statistic, (chosen) => {
              this.#changes.set({ statistic: chosen });
            })
      }
    </div>`;
  }

  /** Whether the bars are sums of several series: means add up, medians do not. */
  get #isSum(): boolean {
    return (this.#reader.profiles?.length ?? 0) > 1;
  }

  get #statistic(): 'mean' | 'median' {
    return this.#isSum ? 'mean' : this.#host.statistic;
  }

  /** Why there is nothing to be shown: bars that have come stay while what is newer may still come. */
  get #failure(): Error | undefined {
    const { error, profiles } = this.#reader;
    return error && profiles && mayPass(error) ? undefined : error;
  }

  /** All series that are not hidden: their sum is the total generation, or the net exchange. */
  #parts({ hidden, layout: { isNarrow } }: ChartView): ProfilePart[] {
    const { stream, area } = this.#host;
    const profiles = this.#reader.profiles ?? [];
    return profiles.flatMap(({ key, points }) => {
      if (key.measure === 'consumption') return [];
      const isExport = stream === 'flows' && [key.area.mapCode, key.area.eic].includes(area);
      if (isHidden(key, hidden, { isExport, isNarrow })) return [];
      const consumption = profiles.find(
        (one) => one.key.measure === 'consumption' && one.key.productionType === key.productionType,
      );
      return [{ points, consumption: consumption?.points ?? [], isExport }];
    });
  }

  #renderChoice<Name extends keyof typeof featureStrings.choices>(
    label: string,
    names: readonly Name[],
    chosen: Name,
    choose: (name: Name) => void,
  ): TemplateResult {
    const onChange = ({ target }: Event) => {
      const name = target instanceof HTMLSelectElement ? names[target.selectedIndex] : undefined;
      if (name) choose(name);
    };
    return html`<select aria-label=${label} @change=${onChange}>
      ${names.map((name) => html`<option .selected=${name === chosen}>${featureStrings.choices[name]}</option>`)}
    </select>`;
  }

  #follow({ client, ready: { view, state } }: ReadyContext): void {
    const { stream, area, areaType, bucket } = this.#host;
    const { clock, asOf, changedAt } = state;
    const { from, to } = view.frame.range;
    const { timeZone } = clock;
    this.#reader.follow({ client, stream, area, areaType, bucket, timeZone, asOf, from, to, changedAt });
  }
}

/** Whether the legend, or what the page has set, leaves a series out: by its group, its type, or the family of that. */
function isHidden(
  key: AreaProfile['key'],
  hidden: ReadonlySet<string>,
  shown: Parameters<typeof groupOf>[1],
): boolean {
  const { productionType = '' } = key;
  const type = PRODUCTION_TYPES.find(({ name }) => name === productionType);
  const family = type && hiddenFamily(type, (name) => hidden.has(name));
  return family !== undefined || hidden.has(productionType) || hidden.has(groupOf(key, shown));
}

/** The group of the legend that a series belongs to: its type, or family where these are drawn, or its neighbour. */
function groupOf(
  { productionType, area, toArea }: AreaProfile['key'],
  { isExport, isNarrow }: { isExport: boolean; isNarrow: boolean },
): string {
  if (productionType === undefined) return (isExport ? toArea : area)?.mapCode ?? '';
  const type = PRODUCTION_TYPES.find(({ name }) => name === productionType);
  return isNarrow ? (type?.family ?? 'Other') : productionType;
}

function bucketName(
  bucket: ChartHost['bucket'],
  index: number,
  locale: string,
  weekday: 'long' | 'short' = 'long',
): string {
  if (bucket === 'hour-of-day') return `${String(index).padStart(2, '0')}:00`;
  const day = new Intl.DateTimeFormat(locale, { weekday, timeZone: 'UTC' });
  return day.format(MONDAY + index * 86_400_000);
}
