import { copyText } from './copy-text.ts';

/**
 * Shares the address of the page: by what the device has for it, else by the clipboard.
 *
 * @returns whether it was copied
 */
export async function shareLink(title: string): Promise<boolean> {
  const { href: url } = location;
  // Only where people share by a sheet of the system; elsewhere a link is pasted.
  const isTouch = matchMedia('(pointer: coarse)').matches;
  if (isTouch && navigator.canShare?.({ title, url })) {
    await navigator.share({ title, url });
    return false;
  }
  return copyText(url);
}
