import { html, nothing, type TemplateResult } from 'lit';
import { ElementError } from '../../element/element-error.ts';
import { speak } from '../../element/language.ts';
import type { SomeSettings } from '../chart-state.ts';
import type { ClosingMenu, MenuEntry } from '../features/closing-menu.ts';
import { picturePng } from '../features/export-png.ts';
import { pictureSvg } from '../features/export-svg.ts';
import { featureStrings } from '../features/feature-strings.ts';
import { saveFile } from '../features/save-file.ts';
import { RANGE_SPANS, type RangeSpan } from '../shown-range.ts';
import type { MeterChartInput } from './meter-chart-element.ts';
import { meterCsv, meterPicture } from './meter-export.ts';
import type { MeterView } from './meter-view.ts';
import { ownSpans } from './own-part.ts';

/** What the controls show and change. */
export interface MeterControls {
  readonly input: MeterChartInput;
  /** Absent until there is data. */
  readonly view: MeterView | undefined;
  readonly root: ParentNode;
  readonly menu: ClosingMenu;
  readonly failed: (error: Error) => void;
}

/** A range that can be chosen. */
interface RangeChoice {
  readonly span: RangeSpan;
  readonly isShown: boolean;
  readonly change: SomeSettings;
}

/** Range buttons, table, and downloads. */
export function renderMeterControls({ input, view, root, menu, failed }: MeterControls): TemplateResult {
  const { table: isTable, set } = input;
  const attempt = (run: () => unknown, locale: string) => () =>
    Promise.resolve()
      .then(() => {
        // Another element may have spoken since.
        speak(locale);
        return run();
      })
      .catch((cause: unknown) => failed(new ElementError(featureStrings.actionFailed, { cause })));
  const save = (extension: string, type: string, content: Blob | string) =>
    saveFile(`consumption.${extension}`, new Blob([content], { type }));
  const table: MenuEntry = [
    isTable ? featureStrings.showChart : featureStrings.showTable,
    () => set({ table: !isTable }),
  ];
  const picture = (shown: MeterView): MenuEntry[] => [
    [
      featureStrings.downloadPng,
      async () => save('png', 'image/png', await picturePng(meterPicture(shown, root))),
    ],
    [featureStrings.downloadSvg, () => save('svg', 'image/svg+xml', pictureSvg(meterPicture(shown, root)))],
  ];
  const taken = (shown: MeterView): MenuEntry[] => [
    ...(isTable ? [] : picture(shown)),
    [featureStrings.downloadCsv, () => save('csv', 'text/csv', meterCsv(shown, root))],
    [featureStrings.print, () => print()],
  ];
  const entries = [
    table,
    ...(view ? taken(view).map(([name, run]): MenuEntry => [name, attempt(run, view.locale)]) : []),
  ];
  const ranges = rangesOf(input, view);
  return html`<div class="bar" part="controls" role="group" aria-label=${featureStrings.controls}>
    ${
      ranges.length > 0
        ? html`<div class="spans" role="group" aria-label=${featureStrings.range}>
            ${ranges.map(
              ({ span, isShown, change }) => html`<button
                type="button"
                aria-pressed=${isShown}
                @click=${() => set(change)}
              >
                ${featureStrings.spans[span]}
              </button>`,
            )}
          </div>`
        : nothing
    }
    ${menu.render(entries)}
  </div>`;
}

/** Of a meter of the server, spans that end with today; of data that the page has itself, those that end with the data. */
function rangesOf({ consumption, from, to, span: chosen }: MeterChartInput, view: MeterView | undefined) {
  const isOpen = from === '' && to === '';
  if (!consumption)
    return RANGE_SPANS.filter((span) => span !== 'all').map(
      (span): RangeChoice => ({
        span,
        isShown: isOpen && span === chosen,
        change: { span, from: '', to: '' },
      }),
    );
  const own = view ? ownSpans(consumption, view.state.clock) : [];
  const choices = own.map(
    ([span, start]): RangeChoice => ({
      span,
      isShown: to === '' && Date.parse(from) === start,
      change: { from: new Date(start).toISOString(), to: '' },
    }),
  );
  const all: RangeChoice = { span: 'all', isShown: isOpen, change: { from: '', to: '' } };
  return own.length > 0 || !isOpen ? [...choices, all] : [];
}
