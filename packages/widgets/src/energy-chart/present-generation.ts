import type { ChartSeries } from '../chart/chart-series.ts';
import { negated } from '../chart/segment.ts';
import { sumSegments } from '../chart/segment-sum.ts';
import {
  hiddenFamily,
  PRODUCTION_FAMILIES,
  PRODUCTION_TYPES,
  type ProductionTypeStyle,
  unknownProductionType,
} from '../theme/production-types.ts';
import type { AreaSeries } from './chart-client.ts';
import { generationStrings } from './generation-strings.ts';
import { isEverNonZero } from './non-zero.ts';
import type { PresentOptions } from './present-series.ts';

/**
 * Generation as bands in stack order, consumption below the zero line. Types that never run in the
 * shown values are left out, unless none runs: zero is a value.
 */
export function presentGeneration(series: readonly AreaSeries[], options: PresentOptions): ChartSeries[] {
  const running = series.filter(isEverNonZero);
  const types = bandsOfTypes(running.length > 0 ? running : series, options);
  return options.isNarrow ? bandsOfFamilies(types, options) : types.map(({ band }) => band);
}

interface TypeBand {
  readonly style: ProductionTypeStyle;
  readonly isConsumption: boolean;
  readonly band: ChartSeries;
}

function bandsOfTypes(
  series: readonly AreaSeries[],
  { colors, hiddenSeries = [] }: PresentOptions,
): TypeBand[] {
  const bands = series.map(({ key, segments }): TypeBand => {
    const style = styleOf(key.productionType ?? '');
    const label = generationStrings.productionType(style.name, style.label);
    const isConsumption = key.measure === 'consumption';
    // What is hidden as one is one entry of the legend.
    const family = hiddenFamily(style, (name) => hiddenSeries.includes(name));
    return {
      style,
      isConsumption,
      band: {
        id: `${style.name} ${key.measure}`,
        label: isConsumption ? generationStrings.consumptionOf(label) : label,
        color: style[colors.theme],
        mark: 'band',
        group: family?.name ?? style.name,
        groupLabel: family ? generationStrings.productionType(family.name, family.label) : label,
        segments: isConsumption ? negated(segments) : segments,
      },
    };
  });
  return bands.sort((a, b) => rank(a.style) - rank(b.style));
}

function bandsOfFamilies(
  types: readonly TypeBand[],
  { colors, hiddenSeries = [] }: PresentOptions,
): ChartSeries[] {
  const isHidden = (type: TypeBand) => hiddenSeries.includes(type.style.name);
  return PRODUCTION_FAMILIES.flatMap((family) => {
    const all = types.filter((type) => type.style.family === family.name);
    const [first] = all;
    // Of a family none of whose types is drawn the legend says so.
    const isGone = first !== undefined && all.every(isHidden);
    return [false, true].flatMap((isConsumption): ChartSeries[] => {
      const members = all.filter(
        (type) => type.isConsumption === isConsumption && (isGone || !isHidden(type)),
      );
      if (members.length === 0) return [];
      const label = generationStrings.productionType(family.name, family.label);
      return [
        {
          id: `${family.name} ${isConsumption}`,
          label: isConsumption ? generationStrings.consumptionOf(label) : label,
          color: family[colors.theme],
          mark: 'band',
          group: isGone ? first.style.name : family.name,
          groupLabel: label,
          segments: sumSegments(
            members.map(({ band }) => band.segments),
            'skip',
          ),
        },
      ];
    });
  });
}

function styleOf(name: string): ProductionTypeStyle {
  return PRODUCTION_TYPES.find((type) => type.name === name) ?? unknownProductionType(name);
}

/** Place in the stack; types not known yet lie on top. */
function rank(style: ProductionTypeStyle): number {
  const index = PRODUCTION_TYPES.indexOf(style);
  return index < 0 ? PRODUCTION_TYPES.length : index;
}
