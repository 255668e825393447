import pLimit from 'p-limit';
import sharp, { type Metadata, type Sharp } from 'sharp';
import type { MediaType } from './sniff-media.ts';

/** An image without anything but what it shows. */
export interface CleanImage {
  readonly content: Buffer;
  readonly width: number;
  readonly height: number;
}

/** The image cannot be read, or is larger than what is taken. */
export class ImageRefusedError extends Error {
  override readonly name = 'ImageRefusedError';
}

/** Most pixels of all frames together: a small file may unpack to gigabytes. */
const MAX_PIXELS = 50_000_000;
/** Larger still images are made smaller. */
const MAX_SIDE = 4_096;
const MAX_FRAMES = 500;
/** A re-encoded image may be larger than what it was made of, but not without end. */
const MAX_BYTES = 20_000_000;
const TIMEOUT_SECONDS = 20;

/** One image at a time: each may take 200 MB while it is unpacked. */
const oneAtATime = pLimit(1);

/**
 * Encodes an image anew, so that no place, camera, thumbnail or hidden payload of its file is left, turned as its
 * metadata said it should be.
 *
 * @throws ImageRefusedError
 */
export function cleanImage(
  content: Buffer,
  mediaType: Exclude<MediaType, 'application/pdf'>,
): Promise<CleanImage> {
  return oneAtATime(async () => {
    const animated = mediaType === 'image/gif' || mediaType === 'image/webp';
    const open = (): Sharp =>
      sharp(content, { limitInputPixels: MAX_PIXELS, failOn: 'truncated', pages: animated ? -1 : 1 });
    try {
      const frames = checkSize(await sharp(content, { limitInputPixels: false }).metadata());
      const upright = open().autoOrient();
      const sized =
        frames === 1
          ? upright.resize({ width: MAX_SIDE, height: MAX_SIDE, fit: 'inside', withoutEnlargement: true })
          : upright;
      const { data, info } = await encode(sized, mediaType)
        .timeout({ seconds: TIMEOUT_SECONDS })
        .toBuffer({ resolveWithObject: true });
      if (data.length > MAX_BYTES)
        throw new ImageRefusedError(`the image has ${data.length} bytes when it is encoded anew`);
      return { content: data, width: info.width, height: info.pageHeight ?? info.height };
    } catch (cause) {
      if (cause instanceof ImageRefusedError) throw cause;
      throw new ImageRefusedError('the image cannot be read: it is damaged or not whole', { cause });
    }
  });
}

/** Returns how many frames there are. */
function checkSize({ width, height, pageHeight, pages = 1 }: Metadata): number {
  const frame = pageHeight ?? height;
  if (pages > MAX_FRAMES)
    throw new ImageRefusedError(`the image has ${pages} frames, ${MAX_FRAMES} are the most`);
  if (width * frame * pages > MAX_PIXELS) {
    throw new ImageRefusedError(
      `the image has ${width} × ${frame} pixels${pages > 1 ? ` in ${pages} frames` : ''}, ${MAX_PIXELS / 1e6} million are the most`,
    );
  }
  return pages;
}

function encode(image: Sharp, mediaType: Exclude<MediaType, 'application/pdf'>): Sharp {
  switch (mediaType) {
    case 'image/jpeg':
      return image.jpeg({ quality: 85 });
    case 'image/png':
      return image.png();
    case 'image/webp':
      return image.webp({ quality: 85 });
    case 'image/gif':
      return image.gif();
  }
}
