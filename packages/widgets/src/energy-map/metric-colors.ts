import type { ThemedColor } from '../theme/tokens.ts';
import type { MetricName } from './metric.ts';

type Row = readonly [light: string, dark: string, forced: string];

/** Without colours of our own a class is told by how much of a system colour it holds. */
const mix = (color: 'CanvasText' | 'LinkText', percent: number): string =>
  `color-mix(in srgb, ${color} ${percent}%, Canvas)`;

const ROWS: Readonly<Record<MetricName, readonly Row[]>> = {
  load: [
    ['#dbe9f8', '#1f3a60', mix('CanvasText', 8)],
    ['#aecff0', '#2a5a94', mix('CanvasText', 22)],
    ['#78aee3', '#3c80c8', mix('CanvasText', 38)],
    ['#4286cd', '#64a5e6', mix('CanvasText', 55)],
    ['#1f609f', '#99c9f6', mix('CanvasText', 74)],
    ['#0e355f', '#d6ebff', mix('CanvasText', 96)],
  ],
  'renewable-share': [
    ['#eae6da', '#3b3a36', mix('CanvasText', 8)],
    ['#cfe0ad', '#4a5c36', mix('CanvasText', 28)],
    ['#95c478', '#4f8148', mix('CanvasText', 50)],
    ['#4c9a52', '#6fb26a', mix('CanvasText', 72)],
    ['#176337', '#b4e3a5', mix('CanvasText', 96)],
  ],
  'net-import': [
    ['#4f3591', '#b9a1f5', mix('LinkText', 96)],
    ['#8b75c4', '#8a6fd0', mix('LinkText', 62)],
    ['#c3b5e4', '#58478a', mix('LinkText', 32)],
    ['#efedf0', '#4b5365', mix('CanvasText', 6)],
    ['#fbd09c', '#744c20', mix('CanvasText', 32)],
    ['#ea973f', '#bb7a2c', mix('CanvasText', 62)],
    ['#b35306', '#ffbb69', mix('CanvasText', 96)],
  ],
};

/** The colours of a metric's classes, lowest first. */
export function metricColors(name: MetricName): readonly ThemedColor[] {
  return ROWS[name].map(([light, dark, forced]) => ({ light, dark, forced }));
}
