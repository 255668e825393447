import { build } from 'esbuild';

/** The libraries that are compared: ours first. */
export const CONTENDERS = ['energy-chart', 'uplot', 'echarts', 'highcharts', 'chart-js'] as const;

/** One of the libraries that are compared. */
export type ContenderName = (typeof CONTENDERS)[number];

/** The script of a contender's page: its library as its users would bundle it, minified, and what drives it. */
export async function bundlePage(name: ContenderName): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [new URL(`./page/${name}.ts`, import.meta.url).pathname],
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    target: 'es2022',
    loader: { '.css': 'text' },
    conditions: ['@wattlet/source'],
    define: { 'process.env.NODE_ENV': '"production"' },
    tsconfig: new URL('../../packages/widgets/tsconfig.json', import.meta.url).pathname,
    logLevel: 'error',
  });
  return outputFiles[0]?.text ?? '';
}
