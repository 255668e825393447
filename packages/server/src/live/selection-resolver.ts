import { Code, ConnectError } from '@connectrpc/connect';
import { findArea, refuseUnknownTypes } from '../streams/query/select-series.ts';
import type { StreamSql } from '../streams/query/series-store.ts';
import type { SeriesQuestion } from '../streams/series-requests.ts';
import { type SeriesViewParts, seriesView } from './series-view.ts';
import type { Resolved } from './watch-order.ts';

/** What is watched. */
type WatchedQuestion = Omit<SeriesQuestion, 'stream' | 'asOf'>;

type Areas = Omit<SeriesViewParts, 'range' | 'bucketSeconds'>;

/** Finds the areas that selections mean; each distinct selection once. */
export class SelectionResolver {
  readonly #sql: StreamSql;
  readonly #known = new Map<string, Areas | ConnectError>();

  constructor(sql: StreamSql) {
    this.#sql = sql;
  }

  /** The view, or the error to refuse it with: an area or a type that the stream does not know, or an ambiguous code. */
  async resolve({ selection, fields, range, bucketSeconds }: WatchedQuestion): Promise<Resolved> {
    const key = JSON.stringify([selection, fields]);
    let areas = this.#known.get(key);
    if (!areas) {
      areas = await this.#find({ selection, fields });
      this.#known.set(key, areas);
    }
    return areas instanceof ConnectError ? areas : seriesView({ ...areas, range, bucketSeconds });
  }

  async #find(question: Pick<SeriesQuestion, 'selection' | 'fields'>): Promise<Areas | ConnectError> {
    const { selection, fields } = question;
    const { areaType, productionTypes } = selection;
    try {
      const area = await findArea(this.#sql, selection.area, areaType, fields.area);
      const toArea = await findArea(this.#sql, selection.toArea, areaType, fields.toArea);
      if (productionTypes.length > 0) {
        await refuseUnknownTypes(this.#sql, productionTypes, fields.productionTypes);
      }
      return { areaType, area, toArea, productionTypes };
    } catch (error) {
      if (error instanceof ConnectError && REFUSALS.has(error.code)) return error;
      throw error;
    }
  }
}

const REFUSALS: ReadonlySet<Code> = new Set([Code.NotFound, Code.InvalidArgument]);
