/** The two lines that show a chart in any page: of the country that everybody may see, where it is known. */
export function embedSnippet(origin: string, area = 'GR'): string {
  return `<script type="module" src="${origin}/widgets/wattlet.js"></script>
<energy-chart stream="generation" area="${area}"></energy-chart>`;
}

/** How a page shows what belongs to a customer, by tokens of the page's own backend. */
export function customerSnippet(origin: string): string {
  return `<script type="module" src="${origin}/widgets/wattlet.js"
  data-key="pk_…" data-token-url="/wattlet-token"></script>
<energy-alerts></energy-alerts>
<support-chat></support-chat>`;
}

/** How code reads and watches a series. */
export function sdkSnippet(origin: string): string {
  return `import { createClient } from '@wattlet/sdk';

const client = createClient({
  baseUrl: '${origin}',
  getToken: () => process.env.WATTLET_TOKEN,
});

for await (const { type, series } of client.series.watch({
  stream: 'load', area: 'GR', from: '2022-01-01', to: '2022-02-01',
})) {
  console.log(type, series[0]?.length);
}`;
}

/** How a shell reads a series. */
export function curlSnippet(origin: string): string {
  return `curl -H "Authorization: Bearer $WATTLET_TOKEN" \\
  '${origin}/v1/series/load.csv?area=GR&from=2022-01-01&to=2022-01-02'`;
}
