import { msg } from '@lit/localize';

/** What a chart says of flows. */
export const flowStrings = {
  get net() {
    return msg('Net: import + / export −', { id: 'net' });
  },
} as const;
