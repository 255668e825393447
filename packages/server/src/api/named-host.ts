import type { FastifyReply, FastifyRequest } from 'fastify';
import { invalidRequest } from '../rpc/errors.ts';
import { problemOf } from '../rpc/problem-json.ts';

/**
 * Refuses a call whose `Host` or `:authority` is none, or missing: connect makes an address of it, and where it cannot it says so
 * on standard error, with a stack, and answers nothing with 200.
 */
export async function namedHost({ raw, id }: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const host = 'authority' in raw ? raw.authority : raw.headers.host;
  if (typeof host === 'string' && URL.canParse(`http://${host}`)) return;
  const description = 'must be the name or address of the server, and maybe a port';
  const { status, headers, body } = problemOf(
    invalidRequest([{ field: 'host', reason: 'host.invalid', description }]),
    id,
  );
  return reply.code(status).headers(headers).send(JSON.stringify(body));
}
