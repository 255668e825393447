// A script as somebody would write it who has just installed the package.
import { createClient, WattletError } from '@wattlet/sdk';
import { AlertsApi } from '@wattlet/sdk/alerts';
import { openConnection } from '@wattlet/sdk/connection';
import { SeriesService } from '@wattlet/sdk/gen/wattlet/v1/series_pb.js';

const client = createClient({ baseUrl: process.argv[2] });
const areas = await client.series.areas({ stream: 'load' });
const connection = openConnection({ baseUrl: process.argv[2] });
const refusal = await new AlertsApi(connection).list().catch((error) => error);
console.log(
  JSON.stringify({
    areas: areas.length,
    service: SeriesService.typeName,
    refusal: refusal instanceof WattletError && refusal.code,
  }),
);
client.close();
connection.close();
