import { html, type SVGTemplateResult, svg, type TemplateResult } from 'lit';

/** Strokes on a square of 24. */
const SHAPES = {
  news: svg`<path d="M4 12h4l2.5-7 4 14 2.5-7h3" />`,
  load: svg`<path d="M3 20h18M4 15c3 0 3-8 6-8s3 6 5 6 2-4 5-4" />`,
  generation: svg`<path d="M3 20h18M3 17l5-3 5 1 8-4M3 12l5-4 5 2 8-6" />`,
  flows: svg`<path d="M4 8h14l-4-4M20 16H6l4 4" />`,
  meters: svg`<circle cx="12" cy="12" r="9" /><path d="M12 12l4-4M7.5 15.5a6 6 0 0 1 0-7" />`,
  support: svg`<path d="M5 5h14a1.5 1.5 0 0 1 1.5 1.5v8A1.5 1.5 0 0 1 19 16h-7l-5 4v-4H5a1.5 1.5 0 0 1-1.5-1.5v-8A1.5 1.5 0 0 1 5 5z" />`,
  account: svg`<circle cx="12" cy="8" r="4" /><path d="M4.5 20c.8-4 3.7-6 7.5-6s6.7 2 7.5 6" />`,
  admin: svg`<path d="M12 3l7.5 3v5.5c0 4.5-3 8-7.5 9.5-4.5-1.5-7.5-5-7.5-9.5V6zM9 12l2.2 2.2L15.3 10" />`,
  bell: svg`<path d="M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 2h-15zM10 21h4" />`,
  share: svg`<path d="M12 15V4M8 7.5L12 3.5l4 4M5 12v7a1 1 0 0 0 1 1h12a1 1 0 0 0 1-1v-7" />`,
  download: svg`<path d="M12 4v11M8 11.5l4 4 4-4M4 20h16" />`,
  check: svg`<path d="M5 12.5l4.5 4.5L19 7.5" />`,
  close: svg`<path d="M6 6l12 12M18 6L6 18" />`,
  plus: svg`<path d="M12 5v14M5 12h14" />`,
  warning: svg`<path d="M12 4L2.8 19.5h18.4zM12 10v4.5M12 17.2v.1" />`,
  revision: svg`<path d="M4 12a8 8 0 0 1 14-5.3L20 9M20 4v5h-5M20 12a8 8 0 0 1-14 5.3L4 15M4 20v-5h5" />`,
  record: svg`<path d="M8 4h8v6a4 4 0 0 1-8 0zM8 6H4.5c0 3 1.5 4.5 3.5 4.5M16 6h3.5c0 3-1.5 4.5-3.5 4.5M12 14v3M8.5 20h7M9.5 20c0-2 1-3 2.5-3s2.5 1 2.5 3" />`,
  code: svg`<path d="M8.5 7L3.5 12l5 5M15.5 7l5 5-5 5" />`,
} as const satisfies Record<string, SVGTemplateResult>;

/** Name of a picture. */
export type IconName = keyof typeof SHAPES;

/** A small picture beside words that say the same: it is not read out. */
export function icon(name: IconName): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${SHAPES[name]}</svg>`;
}
