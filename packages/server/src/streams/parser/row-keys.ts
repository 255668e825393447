import { AREA_TYPES, type AreaType, type StreamDefinition } from '../definitions.ts';
import { isEicCode } from '../eic-code.ts';
import type { AreaIdentity, SeriesIdentity } from '../series-identity.ts';
import type { FileLayout } from './file-layout.ts';
import type { IssueLog } from './issue-log.ts';
import type { MonthSeries, MonthTable } from './month-table.ts';

const MAX_TEXT = 200;

/** What a row with a certain key does: feeds these series (none if its role is not kept), or is bad. */
export interface RowKey {
  readonly targets: readonly MonthSeries[];
  /** Why every row with this key is bad; empty if it is not. */
  readonly problem: string;
}

/** Which rows are kept, and where they go. Asked once per distinct key, so it is written to be plain. */
export interface RowKeyRules {
  readonly stream: StreamDefinition;
  readonly layout: FileLayout;
  readonly areaTypes: ReadonlySet<AreaType>;
  readonly table: MonthTable;
  readonly issues: IssueLog;
}

/**
 * Resolves the columns of a row to the series it feeds. Roles joined by `/` (`BZN/CTA/CTY`, since
 * autumn 2025) feed one series for each role; both sides of a flow are taken in the same role.
 */
export function resolveRowKey(columns: readonly string[], line: number, rules: RowKeyRules): RowKey {
  const { layout, stream, issues } = rules;
  const text = (column: number): string => columns[column] ?? '';
  const productionType = layout.productionType < 0 ? undefined : text(layout.productionType);
  const texts = [
    ...layout.areas.flatMap((area) => [area.eic, area.areaType, area.name, area.mapCode]),
    ...(layout.productionType < 0 ? [] : [layout.productionType]),
  ];
  for (const column of texts) {
    const problem = textProblem(text(column));
    if (problem) return { targets: [], problem: `${layout.names[column]} ${problem}` };
  }
  const targets: MonthSeries[] = [];
  for (const areaType of keptRoles(columns, line, rules)) {
    const [area, toArea] = layout.areas.map(
      (side): AreaIdentity => ({
        eic: text(side.eic),
        areaType,
        mapCode: text(side.mapCode),
        name: text(side.name),
      }),
    );
    if (!area) continue;
    for (const { eic } of toArea ? [area, toArea] : [area]) {
      if (!isEicCode(eic)) issues.remark(line, `eic ${eic}`, `the area code ${eic} is not an EIC code`);
    }
    const identify = (measure: SeriesIdentity['measure']): SeriesIdentity => ({
      area,
      ...(toArea && { toArea }),
      ...(productionType !== undefined && { productionType }),
      measure,
    });
    const [first, ...others] = stream.values.map((value) => identify(value.measure));
    const series = first && rules.table.series([first, ...others]);
    if (!series) return { targets: [], problem: 'one series more than a file may hold' };
    targets.push(series);
  }
  return { targets, problem: '' };
}

function keptRoles(columns: readonly string[], line: number, rules: RowKeyRules): AreaType[] {
  const [first = [], ...others] = rules.layout.areas.map((area) => (columns[area.areaType] ?? '').split('/'));
  for (const role of [first, ...others].flat()) {
    if (!AREA_TYPES.includes(role as AreaType)) {
      rules.issues.remark(line, `role ${role}`, `the area type ${role} is unknown, its rows are left out`);
    }
  }
  return AREA_TYPES.filter(
    (role) =>
      rules.areaTypes.has(role) && first.includes(role) && others.every((side) => side.includes(role)),
  );
}

function textProblem(text: string): string | undefined {
  if (text === '') return 'is empty';
  if (text.length > MAX_TEXT) return `is longer than ${MAX_TEXT} characters`;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not pass
  if (/[\u0000-\u001f\u007f\ufffd]/.test(text)) return 'holds control characters or is not UTF-8';
  return undefined;
}
