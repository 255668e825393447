import type pg from 'pg';
import { serialOfName } from './meter-name.ts';

/** Most serials that are kept in memory. */
const MOST_SERIALS = 50_000;

/** The ids of meters that readings name by serial, as far as they were asked for. */
export class MeterSerials {
  readonly #ids = new Map<string, string>();

  /** Forgets everything: the meters are not as they were. */
  clear(): void {
    this.#ids.clear();
  }

  /** The ids of those meters that there are, by the names of `meterName`. Names that are ids themselves are passed over. */
  async find(client: pg.Client, names: Iterable<string>): Promise<ReadonlyMap<string, string>> {
    const found = new Map<string, string>();
    const missing = new Map<string, { readonly siteId: string; readonly serial: string }>();
    for (const name of names) {
      const id = this.#ids.get(name);
      const asked = id === undefined ? serialOfName(name) : undefined;
      if (id !== undefined) found.set(name, id);
      else if (asked) missing.set(name, asked);
    }
    if (missing.size === 0) return found;
    const asked = [...missing.values()];
    const { rows } = await client.query<{ name: string; meter_id: string }>({
      name: 'meter-serials',
      text: `select concat(site_id, '/', serial) as name, meter_id
             from meter join unnest($1::uuid[], $2::text[]) as asked (site_id, serial) using (site_id, serial)`,
      values: [asked.map(({ siteId }) => siteId), asked.map(({ serial }) => serial)],
    });
    if (this.#ids.size + rows.length > MOST_SERIALS) this.clear();
    for (const { name, meter_id } of rows) {
      found.set(name, meter_id);
      this.#ids.set(name, meter_id);
    }
    return found;
  }
}
