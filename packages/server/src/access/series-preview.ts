import { inSnapshot } from '../streams/query/in-snapshot.ts';
import { findArea } from '../streams/query/select-series.ts';
import { readState } from '../streams/query/series-store.ts';
import type { SeriesDatabases } from '../streams/series-databases.ts';
import type { SeriesQuestion } from '../streams/series-requests.ts';

const PREVIEW_MS = 24 * 3_600_000;
/** Who worked out the last 24 hours just before a new hour arrived is not sent away. */
const SLACK_MS = 3_600_000;

export interface SeriesPreviewOptions {
  readonly databases: SeriesDatabases;
  /** EIC or map code of the country that is shown to everybody. */
  readonly area: string;
}

/** What everybody may read: the last 24 hours of one country, counted back from the stream's newest value. */
export class SeriesPreview {
  readonly #options: SeriesPreviewOptions;

  constructor(options: SeriesPreviewOptions) {
    this.#options = options;
  }

  /**
   * Whether a question asks for no more than the preview; of flows, one of the sides must be its country. An unknown
   * area is refused as any read of it would be.
   */
  async covers({ stream, selection, fields, range }: SeriesQuestion): Promise<boolean> {
    const source = { stream, ...this.#options.databases[stream] };
    const { newest, areas } = await inSnapshot(source, async (sql) => {
      const { areaType } = selection;
      const area = await findArea(sql, selection.area, areaType, fields.area);
      const toArea = await findArea(sql, selection.toArea, areaType, fields.toArea);
      return { ...(await readState(sql)), areas: [area, toArea] };
    });
    const isShown = areas.some((area) => area && [area.eic, area.mapCode].includes(this.#options.area));
    return isShown && newest !== null && range.from >= newest.getTime() - PREVIEW_MS - SLACK_MS;
  }
}
