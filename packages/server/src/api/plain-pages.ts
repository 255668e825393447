import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

const FRONT_PAGE = `Wattlet: European electricity data.

  /v1/series/load.csv?area=GR&from=2022-01-01&to=2022-01-02
  /v1/series/generation.csv?area=GR&from=2022-01-01&to=2022-01-02
  /v1/series/flows.csv?from_area=GR&from=2022-01-01&to=2022-01-02
  /widgets/                   <energy-chart> and the other elements, for any page
  /readyz                     what is up

Data: ENTSO-E Transparency Platform
`;

/** What {@link plainPages} is told. */
export interface PlainPagesOptions {
  /** Whether there is nothing else at `/`. */
  readonly frontPage: boolean;
  /** Answers requests for pages that nothing else does; false where it does not. */
  readonly page?: ((request: FastifyRequest, reply: FastifyReply) => boolean) | undefined;
}

/** What stands at addresses that are nobody else's: a page that says where to go, and an answer in the form of all others. */
export function plainPages(app: FastifyInstance, options: PlainPagesOptions): void {
  if (options.frontPage)
    app.get('/', (_request, reply) => reply.type('text/plain; charset=utf-8').send(FRONT_PAGE));
  app.setNotFoundHandler((request, reply) => {
    if (options.page?.(request, reply)) return reply;
    const path = request.url.split('?', 1)[0] ?? '';
    // RFC 9457, as the series answer.
    return reply
      .code(404)
      .type('application/problem+json; charset=utf-8')
      .send(
        JSON.stringify({
          type: 'about:blank',
          title: 'Not Found',
          status: 404,
          detail: `there is nothing at ${request.method} ${path}`,
          request_id: request.id,
        }),
      );
  });
}
