/** A value in the light and in the dark theme. */
export interface ThemedColor {
  readonly light: string;
  readonly dark: string;
  /** The system colour that stands for it where the user forces colours. */
  readonly forced: string;
}

/** Colours of every widget. A host overrides each by the custom property `--wattlet-<name>`. */
export const COLOR_TOKENS = {
  surface: { light: '#ffffff', dark: '#0f172a', forced: 'Canvas' },
  'surface-raised': { light: '#f8fafc', dark: '#1e293b', forced: 'Canvas' },
  text: { light: '#0f172a', dark: '#f1f5f9', forced: 'CanvasText' },
  'text-quiet': { light: '#475569', dark: '#a3b1c6', forced: 'CanvasText' },
  line: { light: '#cbd5e1', dark: '#334155', forced: 'GrayText' },
  grid: { light: '#e2e8f0', dark: '#1e293b', forced: 'GrayText' },
  hatch: { light: '#cbd5e1', dark: '#334155', forced: 'GrayText' },
  accent: { light: '#0b6bcb', dark: '#5ba8f5', forced: 'LinkText' },
  'accent-text': { light: '#ffffff', dark: '#0f172a', forced: 'Canvas' },
  ok: { light: '#15803d', dark: '#4ade80', forced: 'CanvasText' },
  watch: { light: '#b45309', dark: '#fbbf24', forced: 'CanvasText' },
  alarm: { light: '#b91c1c', dark: '#f87171', forced: 'CanvasText' },
} as const satisfies Record<string, ThemedColor>;

/** Name of a colour token, the part after `--wattlet-`. */
export type ColorToken = keyof typeof COLOR_TOKENS;

/** Which of the two themes is shown. */
export type ThemeName = 'light' | 'dark';
