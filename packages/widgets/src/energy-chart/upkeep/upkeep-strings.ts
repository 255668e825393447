import { msg, str } from '@lit/localize';

/** What a chart says of what comes after its first picture. */
export const upkeepStrings = {
  revisedAt: (when: string) => msg(str`Revised: ${when}`, { id: 'revisedAt' }),
  revised: (count: number, first: string) =>
    count === 1
      ? msg(str`A value was revised: ${first}`, { id: 'revisedOne' })
      : msg(str`Values were revised, the first: ${first}`, { id: 'revised' }),
} as const;
