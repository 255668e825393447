/** Bytes in base 64, as errors of the Connect protocol have them: with or without padding. */
export function base64Decode(text) {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

/** As addresses have it, which is how calls that caches may answer carry their message. */
export function base64Encode(bytes) {
  const text = btoa(String.fromCharCode(...bytes));
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
