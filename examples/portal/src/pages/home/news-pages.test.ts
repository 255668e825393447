import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { NewsItem } from '@wattlet/sdk';
import { NewsPages } from './news-pages.ts';

const PAGE_SIZE = 20;

/** So many revisions, the newest first. */
function revisions(newest: number, count = PAGE_SIZE): NewsItem[] {
  const at = new Date('2026-01-10T12:00:00Z');
  return Array.from({ length: count }, (_, i) => ({
    ...{ stream: 'load', revision: newest - i, at, file: 'load.csv', records: [] },
  }));
}

/** A page as the server tells it. */
const pageOf = (newest: number) => ({
  items: revisions(newest),
  nextPageToken: `after ${newest - PAGE_SIZE + 1}`,
});

const shown = (pages: NewsPages) => pages.items?.map(({ revision }) => revision);

/** Older ones are asked for, and come. */
function more(pages: NewsPages): void {
  const token = pages.ask();
  assert.ok(token);
  pages.add(pageOf(Number(token.split(' ')[1]) - 1), token);
}

test('a page that is left open shows the newest news, however many have come', () => {
  const pages = new NewsPages();
  for (let newest = 100; newest <= 1000; newest += 1) pages.take(pageOf(newest));
  assert.deepEqual(
    shown(pages),
    revisions(1000).map(({ revision }) => revision),
  );
  more(pages);
  assert.deepEqual(
    shown(pages),
    revisions(1000, 40).map(({ revision }) => revision),
  );
});

test('older news that were asked for stay, with nothing left out between them and the newest', () => {
  const pages = new NewsPages();
  pages.take(pageOf(100));
  more(pages);
  more(pages);
  for (let newest = 101; newest <= 150; newest += 3) pages.take(pageOf(newest));
  more(pages);
  const expected = revisions(149, 69 + 60).map(({ revision }) => revision);
  assert.deepEqual(
    shown(pages),
    expected.filter((revision) => revision > 20),
  );
});

test('older news are let go of once two hundred have come above them', () => {
  const pages = new NewsPages();
  pages.take(pageOf(100));
  more(pages);
  for (let newest = 101; newest <= 300; newest += 1) pages.take(pageOf(newest));
  assert.equal(pages.items?.length, 240);
  pages.take(pageOf(301));
  assert.equal(pages.items?.length, PAGE_SIZE);
  more(pages);
  assert.deepEqual(
    shown(pages),
    revisions(301, 40).map(({ revision }) => revision),
  );
});

test('older news that come late are put nowhere but where they belong', () => {
  const pages = new NewsPages();
  pages.take(pageOf(100));
  const token = pages.ask();
  assert.ok(token);
  pages.take(pageOf(101));
  pages.add(pageOf(80), token);
  assert.deepEqual(
    shown(pages),
    revisions(101, 41).map(({ revision }) => revision),
  );
  // After a long sleep of the page.
  const next = pages.ask();
  assert.ok(next);
  pages.take(pageOf(500));
  pages.add(pageOf(60), next);
  assert.deepEqual(
    shown(pages),
    revisions(500).map(({ revision }) => revision),
  );
});
