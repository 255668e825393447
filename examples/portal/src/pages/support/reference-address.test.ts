import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChatReference } from '@wattlet/sdk';
import { aboutOf, addressOf, supportAbout } from './reference-address.ts';

const REFERENCES: readonly ChatReference[] = [
  {
    kind: 'series',
    stream: 'flows',
    area: 'GR',
    from: new Date('2022-01-01T00:00:00Z'),
    to: new Date('2022-01-02T00:00:00Z'),
  },
  { kind: 'meter', meterId: 'c0ffee', hour: new Date('2022-01-01T05:00:00Z') },
  { kind: 'meter', meterId: 'c0ffee' },
  { kind: 'alert', alertId: 'a1e47' },
];

test('what somebody asks about goes through the address of support unchanged', () => {
  for (const reference of REFERENCES) {
    const { searchParams } = new URL(supportAbout(reference), 'https://energy.example');
    assert.deepEqual(aboutOf(searchParams), reference);
  }
});

test('a range that was dragged is asked about in whole minutes', () => {
  const [from, to] = [new Date('2022-01-01T10:36:31.417Z'), new Date('2022-01-02T00:00:00.001Z')];
  const address = supportAbout({ kind: 'series', stream: 'load', area: 'GR', from, to });
  assert.deepEqual(aboutOf(new URL(address, 'https://energy.example').searchParams), {
    kind: 'series',
    stream: 'load',
    area: 'GR',
    from: new Date('2022-01-01T10:37:00Z'),
    to: new Date('2022-01-02T00:00:00Z'),
  });
});

test('an address that names no such thing is about nothing', () => {
  const nothing = [
    '',
    'kind=series&stream=coal&area=GR',
    'kind=series&stream=load&area=GR&from=soon&to=later',
    'kind=meter',
  ];
  for (const query of nothing) assert.equal(aboutOf(new URLSearchParams(query)), undefined, query);
});

test('each leads to the page that shows it', () => {
  assert.deepEqual(
    REFERENCES.map((reference) => addressOf(reference).split('?')[0]),
    ['/flows', '/meters/c0ffee', '/meters/c0ffee', '/meters'],
  );
});
