import { type PageTokens, presentedBy, type ServedRoutes } from '@wattlet/server';

/** Where the demo's page gets its token. */
export const CUSTOMER_TOKEN_PATH = '/demo/customer-token';

/** How a token names the demo customer. */
export const CUSTOMER_SUBJECT = 'demo-customer';

const LIFETIME_SECONDS = 600;

/**
 * What a utility's backend does for a customer who is signed in to its portal: it hands the page a short-lived token.
 * The demo has no sign-in, so it gives the demo customer's to whoever sits at this machine, and to nobody else.
 */
export function customerToken(tokens: PageTokens, publicUrl: string | undefined): ServedRoutes {
  return async (app) => {
    app.post(CUSTOMER_TOKEN_PATH, async (request, reply) => {
      reply.header('cache-control', 'no-store').type('text/plain; charset=utf-8');
      if (!presentedBy(request, publicUrl).isLocal)
        return reply.code(403).send('the demo customer is for pages of the demo on its own machine\n');
      return tokens.mint({
        subject: CUSTOMER_SUBJECT,
        scopes: ['read_series', 'read_meters', 'chat'],
        lifetimeSeconds: LIFETIME_SECONDS,
      });
    });
  };
}
