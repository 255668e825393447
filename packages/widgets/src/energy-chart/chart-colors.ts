import type { PlotPalette } from '../chart/plot-picture.ts';
import type { ThemeName } from '../theme/tokens.ts';

/** The resolved colours of a chart: the host's brand where it sets one, the theme's elsewhere. */
export interface ChartColors extends PlotPalette {
  readonly theme: ThemeName;
  readonly accent: string;
  readonly text: string;
  readonly textQuiet: string;
}
