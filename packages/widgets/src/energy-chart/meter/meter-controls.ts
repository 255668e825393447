import { html, type TemplateResult } from 'lit';
import { ElementError } from '../../element/element-error.ts';
import type { ClosingMenu, MenuEntry } from '../features/closing-menu.ts';
import { picturePng } from '../features/export-png.ts';
import { pictureSvg } from '../features/export-svg.ts';
import { featureStrings } from '../features/feature-strings.ts';
import { saveFile } from '../features/save-file.ts';
import { RANGE_SPANS, type RangeSpan } from '../shown-range.ts';
import { meterCsv, meterPicture } from './meter-export.ts';
import type { MeterView } from './meter-view.ts';

/** What the controls show and change. */
export interface MeterControls {
  readonly span: string;
  readonly isTable: boolean;
  /** Absent until there is data. */
  readonly view: MeterView | undefined;
  readonly root: ParentNode;
  readonly menu: ClosingMenu;
  readonly set: (change: {
    readonly span?: RangeSpan;
    readonly from?: '';
    readonly to?: '';
    readonly table?: boolean;
  }) => void;
  readonly failed: (error: Error) => void;
}

/** Range buttons, table, and downloads. */
export function renderMeterControls({
  span,
  isTable,
  view,
  root,
  menu,
  set,
  failed,
}: MeterControls): TemplateResult {
  const attempt = (run: () => unknown) => () =>
    Promise.resolve()
      .then(run)
      .catch((cause: unknown) => failed(new ElementError(featureStrings.actionFailed, { cause })));
  const save = (extension: string, type: string, content: Blob | string) =>
    saveFile(`consumption.${extension}`, new Blob([content], { type }));
  const downloads: [string, (shown: MeterView) => unknown][] = [
    [featureStrings.downloadCsv, (shown) => save('csv', 'text/csv', meterCsv(shown))],
    ...(isTable
      ? []
      : ([
          [
            featureStrings.downloadPng,
            async (shown) => save('png', 'image/png', await picturePng(meterPicture(shown, root))),
          ],
          [
            featureStrings.downloadSvg,
            (shown) => save('svg', 'image/svg+xml', pictureSvg(meterPicture(shown, root))),
          ],
        ] satisfies [string, (shown: MeterView) => unknown][])),
  ];
  const entries: MenuEntry[] = [
    [isTable ? featureStrings.showChart : featureStrings.showTable, () => set({ table: !isTable })],
    ...(view ? downloads.map(([name, run]): MenuEntry => [name, attempt(() => run(view))]) : []),
  ];
  return html`<div class="bar" role="group" aria-label=${featureStrings.controls}>
    <div class="spans" role="group" aria-label=${featureStrings.range}>
      ${RANGE_SPANS.filter((name) => name !== 'all').map(
        (name) => html`<button
          type="button"
          aria-pressed=${name === span ? 'true' : 'false'}
          @click=${() => set({ span: name, from: '', to: '' })}
        >
          ${featureStrings.spans[name]}
        </button>`,
      )}
    </div>
    ${menu.render(entries)}
  </div>`;
}
