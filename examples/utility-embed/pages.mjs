// The files of the utility's portal, and what its pages may do.
import { readFile } from 'node:fs/promises';

const { WATTLET_URL, WATTLET_SITE_KEY } = process.env;

const FIGTREE = '@fontsource-variable/figtree/files/figtree-latin-wght-normal.woff2';
const FILES = {
  '/portal.css': { type: 'text/css', url: new URL('page/portal.css', import.meta.url) },
  '/figtree.woff2': { type: 'font/woff2', url: new URL(import.meta.resolve(FIGTREE)) },
};
const POLICY = [
  "default-src 'none'",
  `script-src ${WATTLET_URL}/widgets/`,
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data:",
  `connect-src 'self' ${WATTLET_URL}`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html',
].join('; ');

/** Sends a page, with the address and the key of Wattlet in it. */
export async function sendPage(response, name) {
  const text = await readFile(new URL(`page/${name}`, import.meta.url), 'utf8');
  const html = text.replaceAll('{server}', WATTLET_URL).replaceAll('{key}', WATTLET_SITE_KEY);
  const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': POLICY };
  response.writeHead(200, headers).end(html);
}

/** Sends one of the portal's other files. */
export async function sendFile(response, path) {
  const file = Object.hasOwn(FILES, path) ? FILES[path] : undefined;
  if (!file) return response.writeHead(404).end();
  return response.writeHead(200, { 'content-type': file.type }).end(await readFile(file.url));
}
