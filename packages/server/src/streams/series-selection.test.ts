import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { timestampDate } from '@bufbuild/protobuf/wkt';
import { Code, type ConnectError } from '@connectrpc/connect';
import { BadRequestSchema } from '../gen/google/rpc/error_details_pb.js';
import { AreaType, Stream } from '../gen/wattlet/v1/series_pb.js';
import { createStreamFixture } from './query/testing/stream-fixture.ts';
import { DAY, failure, flat, points, seriesClient } from './testing/series-client.ts';

const fixture = await createStreamFixture();
after(() => fixture[Symbol.asyncDispose]());
const client = seriesClient(fixture.databases);

const violationOf = (error: ConnectError) => error.findDetails(BadRequestSchema)[0]?.fieldViolations[0];

test('pitfall 14: countries, bidding zones and control areas of one code are never mixed', async () => {
  const eic = '10YAT-APG------L';
  const country = await fixture.addSeries('load', { area: 'AT', eic, areaType: 'CTY' });
  const zone = await fixture.addSeries('load', { area: 'AT', eic, areaType: 'BZN' });
  await fixture.putChunk('load', { seriesId: country, day: '2022-01-01', minutes: 60, kilowatts: [5857800] });
  await fixture.putChunk('load', { seriesId: zone, day: '2022-01-01', minutes: 60, kilowatts: [5947600] });
  const values = (areaType?: AreaType) =>
    points(client, {
      selector: { stream: Stream.LOAD, area: 'AT', ...(areaType && { areaType }) },
      range: DAY,
    });
  assert.deepEqual(await values(), [[['01-01T00:00', 5857800]]]);
  assert.deepEqual(await values(AreaType.CTY), [[['01-01T00:00', 5857800]]]);
  assert.deepEqual(await values(AreaType.BZN), [[['01-01T00:00', 5947600]]]);
  const error = await failure(values(AreaType.CTA));
  assert.equal(error.code, Code.NotFound);
  assert.match(error.rawMessage, /"AT" is not published as CTA but as BZN, CTY/);
});

test('pitfall 15: a map code of two areas is refused with their EIC codes, and the EIC codes work', async () => {
  await fixture.addSeries('load', { area: 'LU', eic: '10YLU-CEGEDEL-NQ' });
  await fixture.addSeries('load', { area: 'LU', eic: '10Y1001A1001A82H' });
  const error = await failure(
    client.getSeries({ selector: { stream: Stream.LOAD, area: 'LU' }, range: DAY }),
  );
  assert.equal(error.code, Code.InvalidArgument);
  assert.match(error.rawMessage, /10Y1001A1001A82H, 10YLU-CEGEDEL-NQ/);
  assert.equal(violationOf(error)?.field, 'selector.area');
  const answer = await client.getSeries({
    selector: { stream: Stream.LOAD, area: '10YLU-CEGEDEL-NQ' },
    range: DAY,
  });
  assert.equal(answer.series.length, 1);
});

test('pitfall 18: flows are asked by the side they leave or enter, and net is first to second', async () => {
  const french = await fixture.addSeries('flows', { area: 'FR', toArea: 'GB' });
  const british = await fixture.addSeries('flows', { area: 'GB', toArea: 'FR' });
  const spanish = await fixture.addSeries('flows', { area: 'ES', toArea: 'FR' });
  const zones = await fixture.addSeries('flows', { area: 'FR', toArea: 'GB', areaType: 'BZN' });
  const night = flat(24, 1_500_000);
  // France exports all night, Britain sends a little back; its quarter hours are averaged over the hour.
  await fixture.putChunk('flows', { seriesId: french, day: '2022-01-01', minutes: 60, kilowatts: night });
  await fixture.putChunk('flows', {
    seriesId: british,
    day: '2022-01-01',
    minutes: 15,
    kilowatts: [...flat(88, 0), 0, 10, 20, 30],
  });
  await fixture.putChunk('flows', { seriesId: spanish, day: '2022-01-01', minutes: 60, kilowatts: night });
  await fixture.putChunk('flows', {
    seriesId: zones,
    day: '2022-01-01',
    minutes: 60,
    kilowatts: flat(24, 77),
  });

  const sides = async (selector: { fromArea?: string; toArea?: string }) => {
    const answer = await client.getSeries({ selector: { stream: Stream.FLOWS, ...selector }, range: DAY });
    return answer.series.map(({ key }) => `${key?.area?.mapCode}>${key?.toArea?.mapCode}`);
  };
  assert.deepEqual(await sides({ fromArea: 'FR' }), ['FR>GB']);
  assert.deepEqual(await sides({ toArea: 'FR' }), ['ES>FR', 'GB>FR']);
  assert.deepEqual(await sides({ fromArea: 'GB', toArea: 'FR' }), ['GB>FR']);

  const { borders, values } = await client.getSnapshot({ stream: Stream.FLOWS });
  assert.deepEqual(values, []);
  assert.deepEqual(
    borders.map(({ first, second, netKilowatts, start, stepSeconds }) => [
      first?.mapCode,
      second?.mapCode,
      netKilowatts,
      start && timestampDate(start).toISOString(),
      stepSeconds,
    ]),
    [['FR', 'GB', 1_499_985n, '2022-01-01T22:00:00.000Z', 3600]],
  );
});
