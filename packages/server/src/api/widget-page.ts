import type { WidgetFile, WidgetRelease } from './widget-release.ts';

/** Style sheet of {@link widgetPage}. */
export const WIDGET_PAGE_STYLES = `:root { color-scheme: light dark; font: 400 16px/1.5 system-ui, sans-serif; }
body { max-inline-size: 60rem; margin: 2.5rem auto; padding-inline: 1rem; }
h1 { font-size: 1.5rem; }
h2 { font-size: 1.125rem; margin-block-start: 2.5rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; inline-size: 100%; }
th, td { padding: 0.375rem 1rem 0.375rem 0; border-block-end: 1px solid color-mix(in srgb, currentColor 20%, transparent); text-align: start; white-space: nowrap; }
.number { text-align: end; }
td code { font-size: 0.75rem; }
p code { overflow-wrap: anywhere; }
pre { overflow-x: auto; padding: 1rem; border: 1px solid color-mix(in srgb, currentColor 20%, transparent); border-radius: 0.5rem; }
pre code { font-size: 0.8125rem; }
`;

/** Lists each script of a release with its size and hash, and how a page names it by that. */
export function widgetPage(
  { name, files }: WidgetRelease,
  links: { readonly widgets: string; readonly styles: string },
): string {
  const folder = `${links.widgets}${name}/`;
  const tag = (path: string): string => {
    const file = files.find((one) => one.path === path);
    return file
      ? `<script type="module" src="${folder}${path}" integrity="${file.integrity}" crossorigin></script>`
      : '';
  };
  const importMap = JSON.stringify(
    { integrity: Object.fromEntries(files.map(({ path, integrity }) => [folder + path, integrity])) },
    undefined,
    2,
  );
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Wattlet ${escapeHtml(name)}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${escapeHtml(links.styles)}">
<main>
<h1>Wattlet ${escapeHtml(name)}</h1>
<p>What is served under the name of a release never changes, and is kept when the server is updated. The same files without it,
such as <code>${escapeHtml(links.widgets)}wattlet.js</code>, are those of the newest release.</p>
<h2>A page that names a release</h2>
<p>The loader checks the script of each element, and what it needs to begin with, by hashes of its own.</p>
${code(tag('wattlet.js'))}
<p>Or everything in one file:</p>
${code(tag('wattlet-all.js'))}
<p>To have the parts checked too that are loaded later, put this before the first module of the page. A policy must allow it
by its hash or a nonce.</p>
<details><summary>The import map</summary>${code(`<script type="importmap">\n${importMap}\n</script>`)}</details>
<h2>Files</h2>
<div class="scroll" role="region" aria-label="Files" tabindex="0"><table>
<thead><tr><th>file</th><th class="number">bytes</th><th class="number">gzip</th><th class="number">Brotli</th><th>integrity</th></tr></thead>
<tbody>
${files.map(row).join('\n')}
</tbody>
</table></div>
</main>
</html>
`;
}

function row({ path, bytes, gzip, brotli, integrity }: WidgetFile): string {
  const numbers = [bytes, gzip, brotli].map((size) => `<td class="number">${size.toLocaleString('en')}</td>`);
  return `<tr><td>${escapeHtml(path)}</td>${numbers.join('')}<td><code>${escapeHtml(integrity)}</code></td></tr>`;
}

const code = (text: string): string => `<pre tabindex="0"><code>${escapeHtml(text)}</code></pre>`;

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
