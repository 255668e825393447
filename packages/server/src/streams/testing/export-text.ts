import { AREA_TYPES } from '../definitions.ts';
import type { ExportFileName } from '../parser/export-file-name.ts';
import { parseExportFileName } from '../parser/export-file-name.ts';
import { type ParsedExport, parseExport } from '../parser/parse-export.ts';

/** For tests: headers of both layouts of each stream. */
export const HEADERS = {
  load: 'DateTime\tResolutionCode\tAreaCode\tAreaTypeCode\tAreaName\tMapCode\tTotalLoadValue\tUpdateTime',
  loadR3:
    'DateTime(UTC)\tResolutionCode\tAreaCode\tAreaDisplayName\tAreaTypeCode\tAreaMapCode\tTotalLoad[MW]\tUpdateTime(UTC)',
  generation:
    'DateTime\tResolutionCode\tAreaCode\tAreaTypeCode\tAreaName\tMapCode\tProductionType\tActualGenerationOutput\tActualConsumption\tUpdateTime',
  flows:
    'DateTime\tResolutionCode\tOutAreaCode\tOutAreaTypeCode\tOutAreaName\tOutMapCode\tInAreaCode\tInAreaTypeCode\tInAreaName\tInMapCode\tFlowValue\tUpdateTime',
  flowsR3:
    'DateTime(UTC)\tResolutionCode\tOutAreaCode\tOutAreaDisplayName\tOutAreaTypeCode\tOutAreaMapCode\tInAreaCode\tInAreaDisplayName\tInAreaTypeCode\tInAreaMapCode\tFlow[MW]\tUpdateTime(UTC)',
} as const;

const EICS: Readonly<Record<string, string>> = {
  GR: '10YGR-HTSO-----Y',
  AT: '10YAT-APG------L',
  FR: '10YFR-RTE------C',
  GB: '10YGB----------A',
};

/** For tests: the EIC code of one of a few countries. */
export const eic = (country: string): string => EICS[country] ?? '';

export interface LoadRow {
  /** `DD HH:MM` of January 2022. */
  readonly at: string;
  readonly mw: string;
  readonly area?: string;
  readonly role?: string;
  readonly resolution?: string;
  readonly updated?: string;
}

/** For tests: a row of load in the layout of 2014 to 2025. */
export function loadRow({ at, mw, area = 'GR', role = 'CTY', ...rest }: LoadRow): string {
  const { resolution = 'PT60M', updated = '2022-02-01 00:00:00' } = rest;
  return [`2022-01-${at}:00.000`, resolution, eic(area), role, `${area} ${role}`, area, mw, updated].join(
    '\t',
  );
}

/** For tests: a file of lines, each ended by a newline. */
export const fileOf = (...lines: string[]): string => lines.map((line) => `${line}\n`).join('');

/** For tests: a name of the allow-list. */
export function exportName(name: string): ExportFileName {
  const parsed = parseExportFileName(name);
  if (!parsed) throw new Error(`${name} is not on the allow-list`);
  return parsed;
}

/** For tests: parses content as it would come from disk, in pieces of `pieceBytes`. */
export function parseText(
  content: string | Buffer,
  file = '2022_01_10_01_ActualTotalLoad6.1.A.csv',
  { pieceBytes = 65_536, areaTypes = AREA_TYPES as readonly (typeof AREA_TYPES)[number][] } = {},
): Promise<ParsedExport> {
  const bytes = Buffer.from(content);
  async function* pieces(): AsyncGenerator<Buffer> {
    for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
  }
  return parseExport(pieces(), exportName(file), {
    areaTypes: new Set(areaTypes),
    maxFileBytes: 256 * 1024 * 1024,
  });
}

/** For tests: what was kept, as `area role type measure minutes time` to kilowatts. */
export function valuesOf(parsed: ParsedExport): Map<string, number> {
  const values = new Map<string, number>();
  for (const { identity, minutes, kilowatts } of parsed.columns()) {
    const { area, toArea, productionType, measure } = identity;
    kilowatts.forEach((value, at) => {
      if (value === -2_147_483_648) return;
      const time = new Date(Date.parse(parsed.name.month) + at * minutes * 60_000).toISOString();
      const key = [area.eic, area.areaType, toArea?.eic, productionType, measure, minutes, time];
      values.set(key.filter((part) => part !== undefined).join(' '), value);
    });
  }
  return values;
}
