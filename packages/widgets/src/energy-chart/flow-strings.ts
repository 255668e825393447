import { msg, str } from '@lit/localize';

/** What a chart says of flows. */
export const flowStrings = {
  get net() {
    return msg('Net: import + / export −', { id: 'net' });
  },
  importFrom: (area: string) => msg(str`from ${area}`, { id: 'importFrom' }),
  exportTo: (area: string) => msg(str`to ${area}`, { id: 'exportTo' }),
} as const;
