import { executeServerCommand } from '@web/test-runner-commands';

/** A channel (0 to 255) that is further off than this is another colour: edges are smoothed a little differently everywhere. */
const CHANNEL_TOLERANCE = 48;
/** The largest share of pixels that may have another colour. */
const PIXEL_TOLERANCE = 0.004;

/**
 * Compares a picture with the stored one. With WATTLET_SAVE_PICTURES set it is stored instead.
 *
 * @param path of the PNG below `src`
 * @throws Error where they differ by more than the tolerance, or none is stored
 */
export async function comparePicture(canvas: OffscreenCanvas, path: string): Promise<void> {
  if (await isSaved(canvas, path)) return;
  const response = await fetch(new URL(`../${path}`, import.meta.url));
  if (!response.ok) throw new Error(`there is no ${path}: run with WATTLET_SAVE_PICTURES=1 and look at it`);
  const stored = await pixelsOf(await createImageBitmap(await response.blob()));
  const share = differingShare(await pixelsOf(canvas), stored);
  if (share > PIXEL_TOLERANCE) {
    throw new Error(`${(100 * share).toFixed(2)} % of the pixels are not as in ${path}`);
  }
}

/** The share (0 to 1) of pixels that have another colour; 1 for pictures of different sizes. */
export function differingShare(a: ImageData, b: ImageData): number {
  if (a.width !== b.width || a.height !== b.height) return 1;
  let differing = 0;
  for (let i = 0; i < a.data.length; i += 4) {
    const isOther = [0, 1, 2, 3].some(
      (channel) => Math.abs((a.data[i + channel] ?? 0) - (b.data[i + channel] ?? 0)) > CHANNEL_TOLERANCE,
    );
    if (isOther) differing++;
  }
  return differing / (a.width * a.height);
}

/** The pixels of a picture. */
export async function pixelsOf(picture: OffscreenCanvas | ImageBitmap): Promise<ImageData> {
  const context = new OffscreenCanvas(picture.width, picture.height).getContext('2d');
  if (!context) throw new Error('this browser paints on no canvas off the page');
  context.drawImage(picture, 0, 0);
  return context.getImageData(0, 0, picture.width, picture.height);
}

async function isSaved(canvas: OffscreenCanvas, path: string): Promise<boolean> {
  const bytes = new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer());
  const base64 = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  const answer = await executeServerCommand<{ isSaved: boolean }, { path: string; base64: string }>(
    'save-picture',
    { path, base64 },
  );
  return answer.isSaved;
}
