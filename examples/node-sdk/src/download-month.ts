// Writes the hourly generation of a month as CSV, one column per production type. Start a server with
// `npm start`, then:
//
//   npm run -s download-month -- GR 2022-01 > gr.csv
import { createClient } from '@wattlet/sdk';
import { giveUp, tellFailure } from './give-up.ts';

const HOUR_MS = 3_600_000;

const [area = 'GR', month = '2022-01'] = process.argv.slice(2);
if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) giveUp(`${month} is not a month: give it as 2022-01`);
const from = Date.parse(`${month}-01T00:00Z`);
const to = new Date(from).setUTCMonth(new Date(from).getUTCMonth() + 1);
const client = createClient({ baseUrl: process.env['WATTLET_URL'] ?? 'http://127.0.0.1:8080' });

try {
  const { series } = await client.series.get({ stream: 'generation', area, from, to });
  const columns = series.map((values) => ({
    name: `${values.key.productionType} (${values.key.measure})`,
    // Hourly means, whatever the published resolution; NaN where anything of the hour is missing.
    megawatts: values.toRegular({ from, to, stepMs: HOUR_MS }),
  }));
  console.log(['time_utc', ...columns.map(({ name }) => JSON.stringify(name))].join(','));
  for (let hour = 0; from + hour * HOUR_MS < to; hour++) {
    const cells = columns.map(({ megawatts }) => megawatts[hour] ?? Number.NaN);
    const time = new Date(from + hour * HOUR_MS).toISOString();
    console.log([time, ...cells.map((value) => (Number.isNaN(value) ? '' : value))].join(','));
  }
} catch (error) {
  tellFailure(error);
} finally {
  client.close();
}
