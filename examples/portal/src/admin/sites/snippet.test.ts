import assert from 'node:assert/strict';
import { test } from 'node:test';
import { METRICS } from '../../maps/metric-choice.ts';
import { english } from '../words/en.ts';
import { needsToken, type SnippetChoice, snippetOf } from './snippet.ts';

const SITE = { origin: 'https://energy.example', publishableKey: 'pk_site_1' };
const CHART: SnippetChoice = {
  element: 'energy-chart',
  stream: 'load',
  area: 'GR',
  span: '24h',
  metric: 'load',
  theme: 'auto',
  controls: false,
  inline: false,
  visitors: false,
};

const elementOf = (choice: SnippetChoice) => snippetOf(choice, SITE).split('\n')[1];

test('two lines show a chart by the key of the site', () => {
  assert.equal(
    snippetOf(CHART, SITE),
    `<script type="module" src="https://energy.example/widgets/wattlet.js" data-key="pk_site_1"></script>
<energy-chart stream="load" area="GR"></energy-chart>`,
  );
});

test('only what differs from what an element does by itself is said', () => {
  const choice: SnippetChoice = { ...CHART, span: '7d', theme: 'dark', controls: true };
  assert.equal(
    elementOf(choice),
    '<energy-chart stream="load" area="GR" span="7d" controls theme="dark"></energy-chart>',
  );
  assert.equal(elementOf({ ...CHART, element: 'energy-map' }), '<energy-map></energy-map>');
});

test('a map is coloured by what the form offers, as the element calls it', () => {
  const offered = Object.keys(english.sites.metrics);
  assert.deepEqual(offered.toSorted(), [...METRICS].toSorted());
  assert.equal(
    elementOf({ ...CHART, element: 'energy-map', metric: 'renewable-share' }),
    '<energy-map metric="renewable-share"></energy-map>',
  );
});

test('what is a customer’s own asks the page’s backend for a token', () => {
  const alerts: SnippetChoice = { ...CHART, element: 'energy-alerts' };
  assert.match(snippetOf(alerts, SITE), /data-token-url="\/wattlet-token"/);
  const chat: SnippetChoice = { ...CHART, element: 'support-chat' };
  assert.deepEqual([needsToken(chat), needsToken({ ...chat, visitors: true })], [true, false]);
  assert.equal(
    elementOf({ ...chat, visitors: true }),
    '<support-chat visitor-key="pk_site_1"></support-chat>',
  );
});

test('what somebody types stays an attribute', () => {
  const choice = { ...CHART, area: '"><script>alert(1)</script>&' };
  assert.equal(
    elementOf(choice),
    '<energy-chart stream="load" area="&quot;><script>alert(1)</script>&amp;"></energy-chart>',
  );
});
