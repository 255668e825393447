import { type ChartData, makeChartData, valuesAt } from './chart-data.ts';
import { type Contender, HEIGHT, type MakeContender, type Picture, WIDTH } from './contender.ts';

const DAY_MS = 86_400_000;
/** What is panned, and how far from frame to frame. */
const WINDOW_MS = 60 * DAY_MS;
const STEP_MS = DAY_MS / 3;

/** What a benchmark calls on a page. All times are milliseconds of whole frames, unless told otherwise. */
export interface BenchPage {
  /** Makes the data: it is in memory from then on. */
  prepare(seriesCount: number, length: number): void;
  /** From the bytes in memory to the first picture. A chart that was there is removed before. */
  first(picture: Picture): Promise<number>;
  /** Pans a window of 60 days by so many frames. */
  pan(frames: number): Promise<number[]>;
  /** Appends an interval to all series so many times, all of them in view. */
  append(times: number): Promise<number[]>;
  /** Hides and shows a series so many times, all of the time in view. */
  toggle(times: number): Promise<number[]>;
  /** Forgets the bytes: what is left is what the chart keeps. */
  forget(): void;
}

/** Offers a contender's page to the benchmarks. */
export function startPage(make: MakeContender): void {
  let data: ChartData | undefined;
  let chart: Contender | undefined;
  let appended = 0;
  let panned = 0;

  const remove = () => {
    chart?.destroy();
    chart = undefined;
    document.body.replaceChildren();
  };
  const shown = (): { chart: Contender; data: ChartData } => {
    if (!chart || !data) throw new Error('there is no chart on this page');
    return { chart, data };
  };
  const lengthOf = ({ bytes }: ChartData) => (bytes[0]?.byteLength ?? 0) / 8;

  const page: BenchPage = {
    prepare(seriesCount, length) {
      data = makeChartData(seriesCount, length);
    },
    async first(picture) {
      remove();
      const box = document.createElement('div');
      box.style.cssText = `width: ${WIDTH}px; height: ${HEIGHT}px`;
      document.body.append(box);
      const known = data;
      if (!known) throw new Error('the data is not prepared');
      // As it comes from elsewhere: nobody has seen these bytes before.
      const fresh = { ...known, bytes: known.bytes.map((one) => one.slice(0)) };
      await nextFrame();
      appended = 0;
      return timeFrame(async () => {
        chart = await make(box, fresh, picture);
      });
    },
    async pan(frames) {
      const { chart, data } = shown();
      const span = lengthOf(data) * data.stepMs - WINDOW_MS;
      return repeat(frames, () => {
        const from = data.start + ((panned++ * STEP_MS) % span);
        return chart.show(from, from + WINDOW_MS);
      });
    },
    async append(times) {
      const { chart, data } = shown();
      const at = lengthOf(data);
      return repeat(times, () => chart.append(valuesAt(data.bytes.length, at + appended++)));
    },
    async toggle(times) {
      const { chart } = shown();
      return repeat(times, () => chart.toggle(4));
    },
    forget() {
      data = undefined;
    },
  };
  Object.assign(globalThis, { bench: page });
}

async function repeat(times: number, work: () => unknown): Promise<number[]> {
  const durations: number[] = [];
  for (let i = 0; i < times; i++) durations.push(await timeFrame(work));
  return durations;
}

/**
 * Does some work as a frame begins and returns how long the frame then takes this thread, in milliseconds: the
 * work, style and layout, and the painting, that of canvases down to their pixels.
 */
function timeFrame(work: () => unknown): Promise<number> {
  return new Promise((resolve, reject) => {
    requestAnimationFrame(() => {
      const started = performance.now();
      const finish = () => {
        for (const canvas of canvasesIn(document)) canvas.getContext('2d')?.getImageData(0, 0, 1, 1);
        const { port1, port2 } = new MessageChannel();
        // Comes after what is left of the frame.
        port1.onmessage = () => resolve(performance.now() - started);
        port2.postMessage(undefined);
      };
      Promise.resolve(work()).then(finish, reject);
    });
  });
}

/** Every canvas, also those in shadow trees. */
function canvasesIn(root: Document | ShadowRoot): HTMLCanvasElement[] {
  const found = [...root.querySelectorAll('canvas')];
  for (const { shadowRoot } of root.querySelectorAll('*'))
    if (shadowRoot) found.push(...canvasesIn(shadowRoot));
  return found;
}

function nextFrame(): Promise<unknown> {
  return new Promise((resolve) => requestAnimationFrame(resolve));
}
