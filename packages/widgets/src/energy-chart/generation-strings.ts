import { msg, str } from '@lit/localize';

/** What a chart says of production types. */
export const generationStrings = {
  consumptionOf: (type: string) => msg(str`${type}, consumption`, { id: 'consumptionOf' }),
  productionType: (name: string, label: string) => msg(label, { id: `type.${name}` }),
} as const;
