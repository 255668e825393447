import type { ChartFrame } from './chart-frame.ts';

/** Where values are in the device pixels of a plot: `zero - megawatts * perMegawatt` from its top. */
export interface PixelScale {
  /** From the top to the zero line. */
  readonly zero: number;
  readonly perMegawatt: number;
}

/** The scale of a frame in device pixels. */
export function pixelScale({ scale, height, pixelRatio }: ChartFrame): PixelScale {
  const perMegawatt = (height * pixelRatio) / (scale.high - scale.low);
  return { zero: scale.high * perMegawatt, perMegawatt };
}
