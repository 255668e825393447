import type { Import, OperationsApi, StreamName } from '@wattlet/sdk';
import { WattletError } from '@wattlet/sdk/errors';
import type { ListedPage } from '../parts/listing.ts';

/** Held-back files of several streams, and the streams whose files could not be read: the next page asks for them again. */
export interface ReviewsPage extends ListedPage<Import> {
  readonly unread: readonly StreamName[];
}

/** How the next page is read. */
export interface ReviewsRequest {
  readonly streams: readonly StreamName[];
  /** From the last page; empty for the first one. */
  readonly pageToken: string;
  readonly signal: AbortSignal;
}

/**
 * Reads the next page of each stream's held-back files, newest first: one stream that is down does not hide those of the others.
 * Rejects where no first page can be read, and where no stream may be read any more.
 */
export async function readReviews(
  operations: Pick<OperationsApi, 'imports'>,
  { streams, pageToken, signal }: ReviewsRequest,
): Promise<ReviewsPage> {
  const tokens: Partial<Record<StreamName, string>> =
    pageToken === '' ? Object.fromEntries(streams.map((stream) => [stream, ''])) : JSON.parse(pageToken);
  const asked = streams.flatMap((stream) => {
    const token = tokens[stream];
    return token === undefined ? [] : [{ stream, token }];
  });
  const pages = await Promise.all(
    asked.map(({ stream, token }) =>
      operations.imports({ stream, awaitingReview: true, pageSize: 50, pageToken: token, signal }).then(
        ({ imports, nextPageToken }) => ({ stream, imports, nextPageToken, error: undefined }),
        (error: unknown) => ({ stream, imports: [], nextPageToken: token, error }),
      ),
    ),
  );
  const failed = pages.filter(({ error }) => error !== undefined);
  const isOver = pageToken === '' || failed.every(({ error }) => isRefusal(error));
  if (isOver && failed.length === pages.length) throw failed[0]?.error;
  const next = pages.flatMap(({ stream, nextPageToken }) =>
    nextPageToken === undefined ? [] : [[stream, nextPageToken] as const],
  );
  return {
    items: pages
      .flatMap(({ imports }): readonly Import[] => imports)
      .toSorted((one, other) => other.at.getTime() - one.at.getTime()),
    nextPageToken: next.length === 0 ? undefined : JSON.stringify(Object.fromEntries(next)),
    unread: failed.map(({ stream }) => stream),
  };
}

function isRefusal(error: unknown): boolean {
  const { code } = WattletError.from(error);
  return code === 'unauthenticated' || code === 'permission_denied';
}
