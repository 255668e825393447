/** The three streams of European energy data, as data. */
export const STREAM_NAMES = ['load', 'generation', 'flows'] as const;

/** Name of a stream; also the name of its database schema. */
export type StreamName = (typeof STREAM_NAMES)[number];

/** Roles in which an area is published: country, bidding zone, control area. */
export const AREA_TYPES = ['CTY', 'BZN', 'CTA'] as const;

export type AreaType = (typeof AREA_TYPES)[number];

/** Which side of generation a series holds. Load and flows have only `value`. */
export type Measure = 'value' | 'output' | 'consumption';

/** Lengths of an interval that ENTSO-E publishes, by their ISO 8601 code. */
export const RESOLUTION_MINUTES = { PT15M: 15, PT30M: 30, PT60M: 60 } as const;

export type ResolutionCode = keyof typeof RESOLUTION_MINUTES;

/** A column that a file must have, under any of the names it has been published with. */
export type ColumnNames = readonly [string, ...string[]];

export interface StreamDefinition {
  readonly name: StreamName;
  /** Part of the file name that follows the date, without the layout suffix. */
  readonly fileTitle: string;
  /** ENTSO-E's number of the data item, as it stands in file names. */
  readonly dataItem: string;
  /** The area columns: one side, or for flows the side that power leaves and the side it enters. */
  readonly areas: readonly AreaColumns[];
  readonly productionType?: ColumnNames;
  readonly values: readonly ValueColumn[];
  /** A value of exactly zero is remarked on, and kept: a whole area without load is most likely a mistake. */
  readonly zeroIsSuspect: boolean;
}

export interface AreaColumns {
  readonly eic: ColumnNames;
  readonly areaType: ColumnNames;
  readonly name: ColumnNames;
  readonly mapCode: ColumnNames;
}

export interface ValueColumn {
  readonly measure: Measure;
  readonly column: ColumnNames;
}

/** Columns that every stream has. The first name is the layout of 2014 to 2025, the second is r3. */
export const TIME_COLUMN: ColumnNames = ['DateTime', 'DateTime(UTC)'];
export const RESOLUTION_COLUMN: ColumnNames = ['ResolutionCode'];
export const UPDATE_TIME_COLUMN: ColumnNames = ['UpdateTime', 'UpdateTime(UTC)'];

const areaColumns = (side: '' | 'Out' | 'In'): AreaColumns => ({
  eic: [`${side}AreaCode`],
  areaType: [`${side}AreaTypeCode`],
  name: [`${side}AreaName`, `${side}AreaDisplayName`],
  mapCode: [`${side}MapCode`, `${side}AreaMapCode`],
});

export const STREAMS: Readonly<Record<StreamName, StreamDefinition>> = {
  load: {
    name: 'load',
    fileTitle: 'ActualTotalLoad',
    dataItem: '6.1.A',
    areas: [areaColumns('')],
    values: [{ measure: 'value', column: ['TotalLoadValue', 'TotalLoad[MW]'] }],
    zeroIsSuspect: true,
  },
  generation: {
    name: 'generation',
    fileTitle: 'AggregatedGenerationPerType',
    dataItem: '16.1.BC',
    areas: [areaColumns('')],
    productionType: ['ProductionType'],
    values: [
      { measure: 'output', column: ['ActualGenerationOutput', 'ActualGenerationOutput[MW]'] },
      { measure: 'consumption', column: ['ActualConsumption', 'ActualConsumption[MW]'] },
    ],
    zeroIsSuspect: false,
  },
  flows: {
    name: 'flows',
    fileTitle: 'PhysicalFlows',
    dataItem: '12.1.G',
    areas: [areaColumns('Out'), areaColumns('In')],
    values: [{ measure: 'value', column: ['FlowValue', 'Flow[MW]'] }],
    zeroIsSuspect: false,
  },
};
