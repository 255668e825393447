import { msg } from '@lit/localize';

/** What is said of what is read on a plot, beside words of the chart itself. */
export const interactionStrings = {
  get incomplete() {
    return msg('Not all values are known yet', { id: 'incomplete' });
  },
} as const;
