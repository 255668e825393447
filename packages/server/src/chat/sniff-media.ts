/** Kinds of files that chats take. */
export type MediaType = 'image/jpeg' | 'image/png' | 'image/webp' | 'image/gif' | 'application/pdf';

const ascii = (text: string): number[] => [...text].map((character) => character.charCodeAt(0));

/** What a file of each kind begins with; undefined stands for any byte. */
const BEGINNINGS: readonly (readonly [MediaType, readonly (number | undefined)[]])[] = [
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/png', [0x89, ...ascii('PNG\r\n\x1a\n')]],
  ['image/webp', [...ascii('RIFF'), undefined, undefined, undefined, undefined, ...ascii('WEBPVP8')]],
  ['image/gif', ascii('GIF87a')],
  ['image/gif', ascii('GIF89a')],
  ['application/pdf', ascii('%PDF-')],
];

/** What a file is by its first bytes, whatever it is called; undefined for what chats do not take. */
export function sniffMedia(content: Uint8Array): MediaType | undefined {
  return BEGINNINGS.find(([, beginning]) =>
    beginning.every((byte, index) => byte === undefined || content[index] === byte),
  )?.[0];
}
