import { sharedClient } from '/widgets/energy-chart.js';
import '/widgets/energy-map.js';
import { offerChat } from './chat.js';
import { besideCountry, showMeterHour, showMeters, shownMeter } from './meters.js';

const DEFAULT_AREA = 'GR';

const country = document.querySelector('#country');
const map = document.querySelector('energy-map');
const metrics = document.querySelector('#metrics');
const charts = [...document.querySelectorAll('energy-chart[stream]')];
const shownRanges = new Map();
const countryNames = new Intl.DisplayNames(document.documentElement.lang, { type: 'region' });

/** Shows this country on the map and in every chart, in the address and in the snippet. */
function show(area) {
  map.selected = area;
  for (const chart of charts) {
    chart.setAttribute('area', area);
    linkDownloads(chart);
  }
  besideCountry(area, countryNames.of(area) ?? area);
  const address = new URL(location.href);
  address.searchParams.set('area', area);
  history.replaceState(null, '', address);
  document.querySelector('#snippet').textContent = [
    `<script type="module" src="${location.origin}/widgets/energy-chart.js"></script>`,
    `<energy-chart server="${location.origin}" stream="generation" area="${area}"></energy-chart>`,
  ].join('\n');
}

/** Points the downloads of a chart to what it shows. */
function linkDownloads(chart) {
  const range = shownRanges.get(chart);
  if (!range) return;
  for (const link of chart.querySelectorAll('[data-csv]')) {
    const query = new URLSearchParams({
      [link.dataset.side]: chart.getAttribute('area'),
      from: range.from.toISOString(),
      to: range.to.toISOString(),
    });
    link.href = `/v1/series/${link.dataset.csv}.csv?${query}`;
  }
}

/** Fills the list with the countries that have data, by name. */
async function listCountries(chosen) {
  const areas = await sharedClient(location.origin).series.areas({ stream: 'load', areaType: 'CTY' });
  const options = areas
    .map(({ mapCode }) => ({ mapCode, name: countryNames.of(mapCode) ?? mapCode }))
    .sort((a, b) => a.name.localeCompare(b.name))
    .map(({ mapCode, name }) => new Option(name, mapCode, false, mapCode === chosen));
  country.replaceChildren(...options);
}

for (const chart of charts) {
  chart.addEventListener('range-change', ({ from, to }) => {
    shownRanges.set(chart, { from, to });
    linkDownloads(chart);
  });
}
country.addEventListener('change', () => show(country.value));
metrics.addEventListener('change', ({ target }) => {
  map.metric = target.value;
});
map.addEventListener('area-select', ({ area, details }) => {
  // Of a country without data there is nothing to be charted.
  if (!details) return;
  country.value = area;
  show(area);
});

const area = new URLSearchParams(location.search).get('area') ?? DEFAULT_AREA;
country.replaceChildren(new Option(countryNames.of(DEFAULT_AREA) ?? area, area));
show(area);
await Promise.all([listCountries(area), showMeters()]);

offerChat({
  /** What the customer asks about: a chart as it is now. */
  referenceTo(name) {
    if (name === 'meter') return shownMeter();
    const chart = charts.find((one) => one.stream === name);
    const range = shownRanges.get(chart);
    return range && { kind: 'series', stream: name, area: chart.area, from: range.from, to: range.to };
  },
  /** Shows again what a message is about. */
  show(reference) {
    if (reference.kind === 'meter') showMeterHour(reference);
    if (reference.kind !== 'series') return;
    const chart = charts.find((one) => one.stream === reference.stream);
    country.value = reference.area;
    show(reference.area);
    chart.from = reference.from.toISOString();
    chart.to = reference.to.toISOString();
    chart.scrollIntoView({ block: 'nearest' });
  },
});
