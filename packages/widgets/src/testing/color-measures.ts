/** Contrast ratio of two colours, as WCAG 2.2 defines it: 1 to 21. */
export function contrast(a: string, b: string): number {
  const [darker = 0, lighter = 0] = [a, b].map(luminance).sort((x, y) => x - y);
  return (lighter + 0.05) / (darker + 0.05);
}

/** How somebody sees colours: as most do, or without one of the three kinds of cones. */
export type Sight = 'normal' | 'protanopia' | 'deuteranopia' | 'tritanopia';

/** Rows of what each sight makes of linear sRGB: Machado, Oliveira and Fernandes 2009, table 1, severity 1.0. */
const SEEN_AS: Readonly<Record<Sight, readonly (readonly number[])[]>> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** Every kind of sight. */
export const SIGHTS = Object.keys(SEEN_AS) as readonly Sight[];

/** CIE76 distance of two colours: how different they look to somebody, 2.3 being just noticeable. */
export function distance(a: string, b: string, sight: Sight = 'normal'): number {
  const [labA, labB] = [lab(a, sight), lab(b, sight)];
  return Math.hypot(...labA.map((value, i) => value - (labB[i] ?? 0)));
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = linear(hex);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Linear sRGB, each 0 to 1. */
function linear(hex: string): number[] {
  return [1, 3, 5].map((i) => {
    const value = Number.parseInt(hex.slice(i, i + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
}

/** CIE L*a*b* under D65. */
function lab(hex: string, sight: Sight): number[] {
  const light = linear(hex);
  const [red = 0, green = 0, blue = 0] = SEEN_AS[sight].map((row) => {
    const seen = row.reduce((sum, share, i) => sum + share * (light[i] ?? 0), 0);
    return Math.min(1, Math.max(0, seen));
  });
  const curve = (t: number) => (t > (6 / 29) ** 3 ? Math.cbrt(t) : t / (3 * (6 / 29) ** 2) + 4 / 29);
  const x = curve((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505);
  const y = curve(0.2126 * red + 0.7152 * green + 0.0722 * blue);
  const z = curve((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}
