// The backend of a made-up utility: its pages, its sign-in, and tokens for Wattlet. Nothing but Node.
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { sendFile, sendPage } from './pages.mjs';

const { WATTLET_URL, WATTLET_SITE_SECRET, TOKEN_SECONDS = '600', PORT = '8090' } = process.env;
/** The utility's own id of who is signed in, by cookie. */
const sessions = new Map();
const sessionOf = ({ headers }) => /\bsession=([\w-]+)/.exec(headers.cookie ?? '')?.[1] ?? '';

const routes = {
  'GET /': (response, customer) => sendPage(response, customer ? 'home.html' : 'welcome.html'),
  'POST /sign-in': (response) => {
    const session = randomUUID();
    // A real one asks who it is.
    sessions.set(session, 'demo-customer');
    const cookie = `session=${session}; HttpOnly; SameSite=Lax; Path=/`;
    response.writeHead(303, { location: '/', 'set-cookie': cookie }).end();
  },
  'POST /sign-out': (response, _customer, session) => {
    sessions.delete(session);
    response.writeHead(303, { location: '/', 'clear-site-data': '"cache", "cookies", "storage"' }).end();
  },
  'GET /wattlet-token': async (response, subject) => {
    if (!subject) return response.writeHead(401).end();
    const minted = await fetch(`${WATTLET_URL}/wattlet.v1.SiteService/CreateEmbedToken`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${WATTLET_SITE_SECRET}` },
      body: JSON.stringify({ subject, displayName: 'Eleni', timeToLive: `${TOKEN_SECONDS}s` }),
    });
    if (!minted.ok) return response.writeHead(502).end();
    return response.writeHead(200, { 'content-type': 'text/plain' }).end((await minted.json()).token);
  },
};

const server = createServer(async (request, response) => {
  const session = sessionOf(request);
  response.setHeader('cache-control', 'no-store');
  const route = routes[`${request.method} ${request.url}`] ?? (() => sendFile(response, request.url));
  await Promise.resolve(route(response, sessions.get(session), session)).catch((error) =>
    response.destroy(error),
  );
});
server.listen(Number(PORT), '127.0.0.1', () => {
  console.log(`The portal is at http://127.0.0.1:${server.address().port}`);
});
