import { isRealDate, parseRfc3339 } from '../platform/rfc3339.ts';
import { type FieldViolation, invalidRequest } from '../rpc/errors.ts';
import { AREA_TYPES, type AreaType, type StreamName } from './definitions.ts';
import type { MsRange } from './query/encode-runs.ts';
import type { SelectionFields, SeriesSelection } from './query/select-series.ts';

/** What a URL of the plain HTTP interface asks for. */
export interface SeriesHttpQuery {
  readonly selection: SeriesSelection;
  readonly range: MsRange;
  readonly asOf?: Date;
}

/** Parameters of each stream. */
const PARAMETERS: Readonly<Record<StreamName, readonly string[]>> = {
  load: ['area', 'area_type', 'from', 'to', 'as_of'],
  generation: ['area', 'area_type', 'type', 'from', 'to', 'as_of'],
  flows: ['from_area', 'to_area', 'area_type', 'from', 'to', 'as_of'],
};

/** May be given several times. */
const LISTS = ['type'];
const MAX_DAYS = 3_700;
const MAX_LENGTH = 100;

/** What the parts of a selection are called in the URLs of a stream. */
export function httpFields(stream: StreamName): SelectionFields {
  return { area: stream === 'flows' ? 'from_area' : 'area', toArea: 'to_area', productionTypes: 'type' };
}

/**
 * Reads the query string of `GET /v1/series/<stream>.<format>`. Everything wrong with it is reported at
 * once, as `invalid_argument`, parameter by parameter.
 */
export function readSeriesHttpQuery(stream: StreamName, search: URLSearchParams): SeriesHttpQuery {
  const violations: FieldViolation[] = [];
  const refuse = (field: string, reason: string, description: string) =>
    violations.push({ field, reason, description });

  const allowed = PARAMETERS[stream];
  for (const name of new Set(search.keys())) {
    if (!allowed.includes(name))
      refuse(name, 'UNKNOWN_PARAMETER', `is unknown; ${stream} takes ${allowed.join(', ')}`);
    else if (!LISTS.includes(name) && search.getAll(name).length > 1)
      refuse(name, 'REPEATED', 'is given more than once');
    else if (search.getAll(name).some((value) => value.length > MAX_LENGTH))
      refuse(name, 'TOO_LONG', `is longer than ${MAX_LENGTH} characters`);
    else if (search.getAll(name).some((value) => value.includes('\0')))
      refuse(name, 'NUL', 'holds a NUL character');
  }
  const text = (name: string) => search.get(name) || undefined;
  const time = (name: string): number | undefined => {
    const value = text(name);
    const parsed = value === undefined ? undefined : parseTime(value);
    if (value !== undefined && parsed === undefined) {
      const hint = value.includes(' ') ? ' (write + as %2B)' : '';
      refuse(name, 'INVALID_TIME', `"${value}" is neither 2022-01-31 nor 2022-01-31T00:00:00Z${hint}`);
    }
    if (value === undefined && name !== 'as_of')
      refuse(name, 'REQUIRED', 'must be given, as 2022-01-31 or 2022-01-31T00:00:00Z');
    return parsed;
  };

  const { area, toArea } = httpFields(stream);
  if (stream !== 'flows' && !text(area)) refuse(area, 'REQUIRED', 'must be given, as GR or 10YGR-HTSO-----Y');
  if (stream === 'flows' && !text(area) && !text(toArea))
    refuse(area, 'REQUIRED', 'from_area or to_area must be given');
  const areaType = parseAreaType(text('area_type') ?? 'CTY');
  if (!areaType) refuse('area_type', 'UNKNOWN_AREA_TYPE', `must be one of ${AREA_TYPES.join(', ')}`);
  const [from, to, asOf] = [time('from'), time('to'), time('as_of')];
  if (from !== undefined && to !== undefined) {
    if (from >= to) refuse('to', 'REVERSED_RANGE', 'must be after from; a range is half-open, [from, to)');
    if (to - from > MAX_DAYS * 86_400_000)
      refuse('to', 'RANGE_TOO_LONG', 'must be at most 3,700 days after from');
  }
  if (violations.length > 0 || !areaType || from === undefined || to === undefined)
    throw invalidRequest(violations);
  return {
    selection: {
      areaType,
      area: text(area),
      toArea: stream === 'flows' ? text(toArea) : undefined,
      productionTypes: search.getAll('type').filter((type) => type !== ''),
    },
    range: { from, to },
    ...(asOf !== undefined && { asOf: new Date(asOf) }),
  };
}

function parseAreaType(text: string): AreaType | undefined {
  return AREA_TYPES.find((type) => type === text);
}

/** Epoch milliseconds of an RFC 3339 time, or of UTC midnight of a date; undefined if it is neither. */
function parseTime(text: string): number | undefined {
  return isRealDate(text) ? Date.parse(text) : parseRfc3339(text);
}
