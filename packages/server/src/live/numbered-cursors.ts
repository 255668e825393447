import type { FeedCursors } from './feed.ts';

/**
 * Cursors that are the number of the newest change: 0 before the first. Who is more than `maxReplay` changes behind is
 * told to read afresh.
 */
export function numberedCursors(maxReplay: number): FeedCursors<bigint> {
  return {
    need(after, head) {
      if (after === head) return 'nothing';
      if (after > head) return { reset: 'the cursor is newer than what is stored' };
      return head - after > BigInt(maxReplay)
        ? { reset: 'too much has changed since the cursor' }
        : 'changes';
    },
    older(one, other) {
      if (one < other) return one;
      return other;
    },
  };
}
