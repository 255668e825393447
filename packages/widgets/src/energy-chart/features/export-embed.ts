import type { ChartHost } from './chart-host.ts';

/** HTML that shows the same chart on another page. */
export function embedSnippet(host: Readonly<ChartHost>): string {
  const server = host.server || location.origin;
  const attributes = {
    server,
    stream: host.stream,
    area: host.area,
    'area-type': host.areaType === 'CTY' ? '' : host.areaType,
    view: host.view === 'timeline' ? '' : host.view,
    from: host.from,
    to: host.to,
    span: host.span === '24h' ? '' : host.span,
    'as-of': host.asOf,
  };
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => ` ${name}="${escaped(value)}"`)
    .join('');
  return [
    `<script type="module" src="${escaped(server)}/widgets/energy-chart.js"></script>`,
    `<energy-chart${written}></energy-chart>`,
  ].join('\n');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
