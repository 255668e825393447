import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Area, NewsItem } from '@wattlet/sdk';
import { newsRows } from './news-rows.ts';

const area = (mapCode: string, timeZone = 'Europe/Berlin'): Area => ({
  ...{ eic: `10Y${mapCode}`, areaType: 'CTY', mapCode, name: mapCode, timeZone },
});
const at = new Date('2026-01-10T12:00:00Z');
const item = (change: Partial<NewsItem>): NewsItem => ({
  ...{ stream: 'load', revision: 1, at, file: 'load.csv', records: [] },
  ...change,
});

test('new values say how far they reach in the time of the area that has come furthest', () => {
  const until = Date.parse('2026-01-10T11:00:00Z');
  const [row] = newsRows(
    [item({ added: { count: 2, areas: [{ area: area('DE'), until }, { area: area('FR') }] } })],
    'en-GB',
  );
  assert.equal(row?.title, 'Load until 10 Jan, 12:00');
  assert.equal(row?.text, '2 new values of Germany and France');
  assert.equal(row?.href, '/load?area=DE');
});

test('many countries are told by their number', () => {
  const areas = ['DE', 'FR', 'IT', 'ES'].map((mapCode) => ({ area: area(mapCode) }));
  const [row] = newsRows([item({ added: { count: 40, areas } })], 'en-GB');
  assert.equal(row?.text, '40 new values of 4 countries');
});

test('revised values lead to the chart of what was revised, around their time', () => {
  const range = { from: Date.parse('2026-01-09T00:00:00Z'), to: Date.parse('2026-01-09T03:00:00Z') };
  const [row] = newsRows(
    [item({ revised: { changed: 3, removedMs: 0, range, areas: [area('DE')] } })],
    'en-GB',
  );
  assert.equal(row?.kind, 'revised');
  const { searchParams } = new URL(row?.href ?? '', 'https://energy.example');
  assert.equal(searchParams.get('view'), 'revisions');
  assert.equal(searchParams.get('from'), '2026-01-08T12:00:00.000Z');
});

test('a record says what it is of, and what was the record before', () => {
  const [row] = newsRows(
    [
      item({
        stream: 'flows',
        records: [
          {
            key: { area: area('FR'), toArea: area('DE'), measure: 'value' },
            kind: 'highest',
            megawatts: 4200,
            start: Date.parse('2026-01-10T10:00:00Z'),
            stepMs: 3_600_000,
            formerMegawatts: 990,
            formerDay: Date.parse('2026-01-02T00:00:00Z'),
            since: Date.parse('2025-01-01T00:00:00Z'),
          },
        ],
      }),
    ],
    'en-GB',
  );
  assert.equal(row?.title, 'Record: Flows, France → Germany, highest');
  assert.equal(row?.text, '4.2 GW at 10 Jan, 11:00; before that 990 MW');
});
