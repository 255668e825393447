import type { ReactiveControllerHost } from 'lit';
import { areaName } from '../area-name.ts';
import type { AreaType, ChartClient, StreamName } from '../chart-client.ts';

/** A choice of an area. */
export interface AreaChoice {
  readonly mapCode: string;
  readonly name: string;
}

/** What a list of areas is of. */
export interface AreaListRequest {
  readonly client: ChartClient;
  readonly stream: StreamName;
  readonly areaType: AreaType;
}

/** The areas that have data in a stream, by name; read when it is first asked for. */
export class AreaList {
  readonly #host: ReactiveControllerHost;
  #request: AreaListRequest | undefined;
  #reading = new AbortController();
  #areas: Awaited<ReturnType<ChartClient['series']['areas']>> = [];

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  /** What is known so far; the host is updated when there is more. */
  choices(request: AreaListRequest, locale: string): AreaChoice[] {
    const before = this.#request;
    const isSame =
      before?.client === request.client &&
      before.stream === request.stream &&
      before.areaType === request.areaType;
    if (!isSame) this.#read(request);
    return this.#areas
      .map((area) => ({ mapCode: area.mapCode, name: areaName(area, locale) }))
      .sort((a, b) => a.name.localeCompare(b.name, locale));
  }

  #read(request: AreaListRequest): void {
    this.#request = request;
    this.#reading.abort();
    this.#reading = new AbortController();
    const { signal } = this.#reading;
    request.client.series.areas({ stream: request.stream, areaType: request.areaType, signal }).then(
      (areas) => {
        if (signal.aborted) return;
        this.#areas = areas;
        this.#host.requestUpdate();
      },
      // The chart asks for the same list and says what is wrong; the next update tries again.
      () => {
        if (!signal.aborted) this.#request = undefined;
      },
    );
  }
}
