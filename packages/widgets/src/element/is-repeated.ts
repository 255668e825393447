import type { Retried } from './retry-controller.ts';

/** Whether an error is the one that is shown already: the page has been told. */
export function isRepeated({ message }: Error, before: Retried['state']): boolean {
  return before.status === 'error' && before.error?.message === message;
}
