import type { Metric } from '../../maps/metric-choice.ts';

/** Elements that a site can show. */
export const SNIPPET_ELEMENTS = ['energy-chart', 'energy-map', 'energy-alerts', 'support-chat'] as const;

export type SnippetElement = (typeof SNIPPET_ELEMENTS)[number];

/** What somebody has picked of an element. */
export interface SnippetChoice {
  readonly element: SnippetElement;
  readonly stream: 'load' | 'generation' | 'flows';
  readonly area: string;
  readonly span: '24h' | '7d' | '30d';
  readonly metric: Metric;
  readonly theme: 'auto' | 'light' | 'dark';
  readonly controls: boolean;
  readonly inline: boolean;
  readonly visitors: boolean;
}

/** What a site's page has to say of itself. */
export interface SnippetSite {
  /** Of the Wattlet server. */
  readonly origin: string;
  readonly publishableKey: string;
}

/** Where a page's own backend gives tokens of whoever is signed in, as the guide calls it. */
const TOKEN_PATH = '/wattlet-token';

/** Whether an element shows what is a customer's own. */
export function needsToken({ element, visitors }: SnippetChoice): boolean {
  return element === 'energy-alerts' || (element === 'support-chat' && !visitors);
}

/** The attributes of the element that was picked; `true` for one without a value. */
export function attributesOf(choice: SnippetChoice, publishableKey: string): [string, string | true][] {
  const { element, stream, area, span, metric, theme, controls, inline, visitors } = choice;
  const own: Record<SnippetElement, [string, string | true, boolean][]> = {
    'energy-chart': [
      ['stream', stream, true],
      ['area', area, area !== ''],
      ['span', span, span !== '24h'],
      ['controls', true, controls],
    ],
    'energy-map': [['metric', metric, metric !== 'load']],
    'energy-alerts': [],
    'support-chat': [
      ['inline', true, inline],
      ['visitor-key', publishableKey, visitors],
    ],
  };
  const all = [...own[element], ['theme', theme, theme !== 'auto'] as [string, string, boolean]];
  return all.flatMap(([name, value, isSaid]): [string, string | true][] => (isSaid ? [[name, value]] : []));
}

/** The two lines of HTML that show an element in a page of the site. */
export function snippetOf(choice: SnippetChoice, { origin, publishableKey }: SnippetSite): string {
  const token = needsToken(choice) ? ` data-token-url="${TOKEN_PATH}"` : '';
  const attributes = attributesOf(choice, publishableKey)
    .map(([name, value]) => (value === true ? ` ${name}` : ` ${name}="${escapeText(value)}"`))
    .join('');
  return `<script type="module" src="${origin}/widgets/wattlet.js" data-key="${publishableKey}"${token}></script>
<${choice.element}${attributes}></${choice.element}>`;
}

const escapeText = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
