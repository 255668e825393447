import type { ThemeName } from './tokens.ts';

/** How a production type is drawn. */
export interface ProductionTypeStyle {
  /** As published by ENTSO-E. */
  readonly name: string;
  /** Short form for legends. */
  readonly label: string;
  /** What it is drawn as where there is no room for every type. */
  readonly family: string;
  readonly light: string;
  readonly dark: string;
}

type Row = readonly [name: string, label: string, family: string, light: string, dark?: string];

const style = ([name, label, family, light, dark = light]: Row): ProductionTypeStyle => ({
  name,
  label,
  family,
  light,
  dark,
});

const TYPE_ROWS: readonly Row[] = [
  ['Nuclear', 'Nuclear', 'Nuclear', '#B5547A'],
  ['Fossil Brown coal/Lignite', 'Brown coal', 'Coal', '#7A5230'],
  ['Fossil Hard coal', 'Hard coal', 'Coal', '#3F3F46', '#71717A'],
  ['Fossil Oil shale', 'Oil shale', 'Coal', '#8A6F5A'],
  ['Fossil Peat', 'Peat', 'Coal', '#5B4636'],
  ['Fossil Gas', 'Gas', 'Gas and oil', '#E07B39'],
  ['Fossil Coal-derived gas', 'Coal-derived gas', 'Gas and oil', '#B8A089'],
  ['Fossil Oil', 'Oil', 'Gas and oil', '#6B4C7A'],
  ['Biomass', 'Biomass', 'Bio and waste', '#6E9E3F'],
  ['Waste', 'Waste', 'Bio and waste', '#A9A36A'],
  ['Geothermal', 'Geothermal', 'Other', '#B5392B'],
  ['Hydro Run-of-river and poundage', 'Run of river', 'Hydro', '#5B9BD5'],
  ['Hydro Water Reservoir', 'Water reservoir', 'Hydro', '#1F5A94'],
  ['Hydro Pumped Storage', 'Pumped storage', 'Hydro', '#9CC3E6'],
  ['Marine', 'Marine', 'Other', '#2E8B7F', '#45B09F'],
  ['Wind Offshore', 'Wind offshore', 'Wind', '#16506B', '#3B82A6'],
  ['Wind Onshore', 'Wind onshore', 'Wind', '#5FBFC9'],
  ['Solar', 'Solar', 'Solar', '#F2C230'],
  ['Other renewable', 'Other renewable', 'Other', '#7DB87A'],
  ['Other', 'Other', 'Other', '#9A9A9A'],
];

const FAMILY_ROWS: readonly Row[] = [
  ['Nuclear', 'Nuclear', 'Nuclear', '#B5547A'],
  ['Coal', 'Coal', 'Coal', '#7A5230'],
  ['Gas and oil', 'Gas and oil', 'Gas and oil', '#E07B39'],
  ['Bio and waste', 'Bio and waste', 'Bio and waste', '#86B556'],
  ['Hydro', 'Hydro', 'Hydro', '#1F5A94', '#4F8FCC'],
  ['Wind', 'Wind', 'Wind', '#5FBFC9'],
  ['Solar', 'Solar', 'Solar', '#F2C230'],
  ['Other', 'Other', 'Other', '#9A9A9A'],
];

/** ENTSO-E's production types from the bottom of the stack, steady to variable, in the colours of European charts. */
export const PRODUCTION_TYPES = TYPE_ROWS.map(style);

/** The families in stack order, each in about the colour of its most common type: told apart in every kind of sight. */
export const PRODUCTION_FAMILIES = FAMILY_ROWS.map(style);

/** The family of a type, where it is hidden by its own name: where there is no room somebody has hidden all of it at once. */
export function hiddenFamily(
  { family }: ProductionTypeStyle,
  isHidden: (name: string) => boolean,
): ProductionTypeStyle | undefined {
  // "Solar" and "Other" are types, too, and hide no others of their family.
  if (!isHidden(family) || PRODUCTION_TYPES.some(({ name }) => name === family)) return undefined;
  return PRODUCTION_FAMILIES.find(({ name }) => name === family);
}

/** Shown for a type that ENTSO-E has added since: grey, at the top of the stack, under its own name. */
export function unknownProductionType(name: string): ProductionTypeStyle {
  return style([name, name, 'Other', '#9A9A9A']);
}

/** The style's colour in a theme. */
export function productionColor(type: ProductionTypeStyle, theme: ThemeName): string {
  return type[theme];
}
