import { html, noChange, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { CHOICES } from '../chart-choices.ts';
import type { SomeSettings } from '../chart-state.ts';
import { type ChartView, VIEWS, type ViewName } from '../chart-view.ts';
import type { NavigationController } from '../navigation-controller.ts';
import { LONGEST_MS, RANGE_SPANS, type RangeSpan } from '../shown-range.ts';
import { strings } from '../strings.ts';
import { type AreaChoice, AreaList } from './area-list.ts';
import type { ChartHost, FeatureContext } from './chart-host.ts';
import { shiftOf } from './comparison.ts';
import { featureStrings } from './feature-strings.ts';

/** The views that tell something of a stream: load has no parts that it would be a mix of. */
function viewsOf(stream: string): readonly ViewName[] {
  return stream === 'load' ? VIEWS.filter((name) => name !== 'mix') : VIEWS;
}

/** The pickers and buttons that a chart has with its `controls` attribute. */
export class ChartControls {
  readonly #host: ChartHost;
  readonly #navigation: NavigationController;
  readonly #areas: AreaList;
  /** The range that is shown in place of what was chosen, and why. */
  #cut: { readonly from: string; readonly to: string; readonly text: string } | undefined;

  /** The label of the date that is being typed. */
  #typing: string | undefined;

  constructor(host: ChartHost, navigation: NavigationController) {
    this.#host = host;
    this.#navigation = navigation;
    this.#areas = new AreaList(host);
  }

  /** What became of dates that lie beyond the data, for as long as that is shown. */
  get notices(): string[] {
    const { from, to } = this.#host;
    return this.#cut && this.#cut.from === from && this.#cut.to === to ? [this.#cut.text] : [];
  }

  /** @param menu what else one can do with the chart */
  render({ client, locale, ready }: FeatureContext, menu: unknown): TemplateResult {
    const host = this.#host;
    const choices = this.#areas.choices({ client, stream: host.stream, areaType: host.areaType }, locale);
    const known = choices.some(({ mapCode }) => mapCode === host.area)
      ? choices
      : [{ mapCode: host.area, name: host.area }, ...choices];
    return html`<div class="bar" part="controls" role="group" aria-label=${featureStrings.controls}>
      ${renderSelect(
        featureStrings.area,
        known.map(({ mapCode, name }) => [mapCode, name]),
        host.area,
        (area) => this.#change({ area }),
      )}
      ${renderSelect(
        featureStrings.streamChoice,
        CHOICES.stream.map((stream) => [stream, strings.title(stream, '')]),
        host.stream,
        (stream) =>
          this.#change({
            stream,
            hiddenSeries: [],
            view: viewsOf(stream).includes(host.view) ? host.view : 'timeline',
          }),
      )}
      ${renderSelect(
        featureStrings.viewChoice,
        VIEWS.filter((name) => name === host.view || viewsOf(host.stream).includes(name)).map((name) => [
          name,
          featureStrings.views[name],
        ]),
        host.view,
        (view) => this.#change({ view }),
      )}
      ${host.view === 'compare' ? this.#renderComparison(choices) : nothing}
      <div class="spans" role="group" aria-label=${featureStrings.range}>
        ${RANGE_SPANS.map(
          (span) =>
            html`<button
              type="button"
              aria-pressed=${host.from === '' && host.to === '' && host.span === span}
              @click=${() => this.#navigation.follow(span)}
            >
              ${this.#nameOf(span)}
            </button>`,
        )}
      </div>
      ${ready ? this.#renderDates(ready.view) : nothing}
      ${
        this.#navigation.hasMoved
          ? html`<button type="button" class="plain" @click=${() => this.#navigation.reset()}>
              ${featureStrings.resetRange}
            </button>`
          : nothing
      }
      ${menu}
    </div>`;
  }

  /** Of data that goes back further, all is ten years. */
  #nameOf(span: RangeSpan): string {
    const { from, to } = this.#navigation.limits;
    return featureStrings.spans[span === 'all' && to - from > LONGEST_MS ? '10y' : span];
  }

  #change(settings: SomeSettings): void {
    this.#navigation.changes.set(settings);
  }

  #renderComparison(choices: readonly AreaChoice[]): TemplateResult {
    const host = this.#host;
    const shifts = ['-1d', '-7d', '-52w'].map((entry) => ({
      mapCode: entry,
      name: featureStrings.daysBefore((shiftOf(entry) ?? 0) / 86_400_000),
    }));
    const all = [...shifts, ...choices];
    const free = all.filter(({ mapCode }) => mapCode !== host.area && !host.compare.includes(mapCode));
    const chosen = host.compare.map((entry) => all.find(({ mapCode }) => mapCode === entry)?.name ?? entry);
    return html`${host.compare.map(
      (entry, i) =>
        html`<button
          type="button"
          aria-label=${featureStrings.removeComparison(chosen[i] ?? entry)}
          @click=${() => this.#change({ compare: host.compare.filter((one) => one !== entry) })}
        >
          ${chosen[i]} ×
        </button>`,
    )}
    ${renderSelect(
      featureStrings.addComparison,
      [['', featureStrings.addComparison], ...free.map(({ mapCode, name }) => [mapCode, name] as const)],
      '',
      (entry) => entry !== '' && this.#change({ compare: [...host.compare, entry] }),
    )}`;
  }

  /** First and last day of what is shown. */
  #renderDates({ clock, frame, labels }: ChartView): TemplateResult {
    const { from, to } = frame.range;
    const dayOf = (time: number) => new Date(clock.localAt(time)).toISOString().slice(0, 10);
    const midnight = (day: string, plus: number) => clock.instantOf(Date.parse(day) + plus * 86_400_000);
    const [first, last] = [dayOf(from), dayOf(to - 1)];
    const show = (start: string, end: string) => {
      const [earlier = start, later = end] = [start, end].sort();
      const asked = { from: midnight(earlier, 0), to: midnight(later, 1) };
      this.#navigation.show(asked);
      const { range, limits } = this.#navigation;
      const isWhole = dayOf(range.from) === earlier && dayOf(range.to - 1) === later;
      const text =
        Math.min(asked.to, limits.to) - Math.max(asked.from, limits.from) > LONGEST_MS
          ? featureStrings.tenYearsOnly
          : featureStrings.dataOnly(labels.instant(limits.from), labels.zonedInstant(limits.to));
      this.#cut = isWhole ? undefined : { from: this.#host.from, to: this.#host.to, text };
      // The fields tell what is shown again, also where that is as before.
      this.#host.requestUpdate();
    };
    return html`<span class="dates">
      ${this.#renderDate(featureStrings.firstDay, first, (day) => show(day, last))}
      –
      ${this.#renderDate(featureStrings.lastDay, last, (day) => show(first, day))}
    </span>`;
  }

  /** Picked, a day is shown at once; typed, once it is whole: browsers tell of each digit of a year. */
  #renderDate(label: string, shown: string, show: (day: string) => void): TemplateResult {
    const commit = ({ target }: Event) => {
      this.#typing = undefined;
      if (target instanceof HTMLInputElement && target.value !== '') show(target.value);
      else this.#host.requestUpdate();
    };
    const press = (event: KeyboardEvent) => {
      if (event.key === 'Enter') commit(event);
      else if (event.key !== 'Tab') this.#typing = label;
    };
    const isTyped = () => this.#typing === label;
    return html`<input
      type="date"
      aria-label=${label}
      .value=${isTyped() ? noChange : live(shown)}
      @keydown=${press}
      @change=${(event: Event) => isTyped() || commit(event)}
      @blur=${(event: Event) => isTyped() && commit(event)}
    />`;
  }
}

function renderSelect<Value extends string>(
  label: string,
  options: readonly (readonly [value: Value, text: string])[],
  chosen: Value,
  choose: (value: Value) => unknown,
): TemplateResult {
  const change = ({ target }: Event) => {
    const option = target instanceof HTMLSelectElement ? options[target.selectedIndex] : undefined;
    if (option) choose(option[0]);
  };
  return html`<select aria-label=${label} @change=${change}>
    ${options.map(([value, text]) => html`<option value=${value} .selected=${value === chosen}>${text}</option>`)}
  </select>`;
}
