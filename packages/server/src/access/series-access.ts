import type { SeriesQuestion } from '../streams/series-requests.ts';
import type { Identity } from './authenticator.ts';
import type { Entitlements } from './entitlements.ts';
import type { SeriesPreview } from './series-preview.ts';

/** Whom an answer is for: everybody, or those who may read all of the series. */
export type Audience = 'public' | 'private';

/** What a request reads: some series, or at once of every area. */
export type SeriesRead = SeriesQuestion | 'everything';

export interface SeriesAccessOptions {
  /** The operator gives the series away. */
  readonly openData: boolean;
  readonly entitlements: Entitlements;
  readonly preview: SeriesPreview;
}

/** Decides who may read which series, for every way to read them. */
export class SeriesAccess {
  readonly #options: SeriesAccessOptions;

  constructor(options: SeriesAccessOptions) {
    this.#options = options;
  }

  /** Whether what is answered may depend on who asks. */
  get dependsOnCaller(): boolean {
    return !this.#options.openData;
  }

  /**
   * Lets reads pass, or throws why not: `failed_precondition` (SUBSCRIPTION_ENDED), `unauthenticated`, or
   * `permission_denied`.
   */
  async admit({ principal, refusal }: Identity, reads: readonly SeriesRead[]): Promise<Audience> {
    const { openData, entitlements, preview } = this.#options;
    if (openData) return 'public';
    const reason = await entitlements.refusalOf(principal);
    if (!reason) return 'private';
    for (const read of reads) {
      if (read === 'everything' || !(await preview.covers(read))) throw refusal ?? reason;
    }
    return 'public';
  }
}
