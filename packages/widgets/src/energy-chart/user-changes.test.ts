import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type SettingsHost, UserChanges } from './user-changes.ts';

/** A host that asks for a comparison of the last seven days. */
function comparison(): SettingsHost {
  return {
    stream: 'load',
    area: 'GR',
    areaType: 'CTY',
    view: 'compare',
    from: '',
    to: '',
    span: '7d',
    compare: ['DE'],
    bucket: 'hour-of-day',
    statistic: 'mean',
    orientation: 'vertical',
    table: false,
    patterns: false,
    hiddenSeries: [],
  };
}

test('an empty state leaves a page its own view and span', () => {
  const host = comparison();
  new UserChanges(host).restore({});
  assert.deepEqual(host, comparison());
});

test('what is restored is a change of the user, and an empty state takes it back', () => {
  const host = comparison();
  const changes = new UserChanges(host);
  changes.restore({ from: '2022-01-01', to: '2022-01-02', compare: [] });
  assert.equal(changes.has(['from', 'to', 'span']), true);
  assert.deepEqual(changes.all, { from: '2022-01-01', to: '2022-01-02', compare: [] });
  changes.restore({});
  assert.deepEqual(host, comparison());
});

test('what is as it was again has not changed', () => {
  const host = comparison();
  const changes = new UserChanges(host);
  changes.set({ span: '24h', compare: [] });
  changes.set({ span: '7d', compare: ['DE'] });
  assert.deepEqual(changes.all, {});
});

test('what the page sets later counts', () => {
  const host = comparison();
  const changes = new UserChanges(host);
  changes.set({ view: 'mix' });
  host.view = 'profile';
  changes.reset(['view']);
  assert.equal(host.view, 'profile');
});
