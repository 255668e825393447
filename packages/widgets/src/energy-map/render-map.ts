import { nothing, type SVGTemplateResult, svg } from 'lit';
import { borderPlace, COUNTRY_SHAPES, type CountryShape, LAND_PATH } from './europe.ts';
import { arrowLength, arrowPath, arrowTransform } from './flow-arrow.ts';
import type { NetFlow } from './map-frame.ts';
import type { MapView } from './map-view.ts';
import { classOf } from './metric.ts';
import { visibleFlows } from './visible-flows.ts';

/** Land, countries by class, the active and the selected one outlined on top, arrows over everything. */
export function renderMap(view: MapView): SVGTemplateResult {
  const { x, y, width, height } = view.window;
  const outlined = COUNTRY_SHAPES.filter(({ code }) => code === view.active || code === view.selected);
  return svg`<svg
    class="map ${view.frame.metric.name}"
    viewBox="${x} ${y} ${width} ${height}"
    aria-hidden="true"
    part="map"
  >
    <defs>${renderHatch('hatch', 1 / view.window.scale)}</defs>
    <path class="land" d=${LAND_PATH}></path>
    ${COUNTRY_SHAPES.map((shape) => renderCountry(view, shape))}
    ${outlined.map(({ code, path }) => svg`<path class=${outlineClass(view, code)} d=${path}></path>`)}
    <g class="flows">${visibleFlows(view.frame, view.window.scale).map((flow) => renderFlow(view, flow))}</g>
  </svg>`;
}

/** The pattern of what is not known, equally wide in map and legend. */
export function renderHatch(id: string, unitsPerPixel: number): SVGTemplateResult {
  const size = 6 * unitsPerPixel;
  return svg`<pattern id=${id} class="hatch" width=${size} height=${size} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
    <rect class="blank" width=${size} height=${size}></rect>
    <rect class="stripe" width=${size / 3} height=${size}></rect>
  </pattern>`;
}

function renderCountry({ frame }: MapView, { code, path }: CountryShape): SVGTemplateResult {
  const value = frame.countries.get(code)?.value;
  // As an attribute: a url in a style sheet may be taken for one relative to the sheet.
  return value === undefined
    ? svg`<path class="country unknown" data-code=${code} fill="url(#hatch)" d=${path}></path>`
    : svg`<path class="country c${classOf(frame.metric, value)}" data-code=${code} fill=${nothing} d=${path}></path>`;
}

function outlineClass({ active, selected }: MapView, code: string): string {
  return `outline ${code === active ? 'active' : ''} ${code === selected ? 'selected' : ''}`;
}

function renderFlow(
  { window: { scale }, active }: MapView,
  flow: NetFlow,
): SVGTemplateResult | typeof nothing {
  const { from, to, megawatts } = flow;
  const place = borderPlace(from.mapCode, to.mapCode);
  if (!place) return nothing;
  const isAside = active !== undefined && from.mapCode !== active && to.mapCode !== active;
  return svg`<path
    class="flow ${isAside ? 'aside' : ''}"
    data-flow="${from.mapCode} ${to.mapCode}"
    transform=${arrowTransform(place, scale)}
    d=${arrowPath(megawatts, arrowLength(place, scale))}
  ></path>`;
}
