import type { FastifyReply, FastifyRequest } from 'fastify';
import { invalidRequest } from '../rpc/errors.ts';
import { sendProblem } from '../rpc/problem-json.ts';

/**
 * Refuses a call whose `Host` or `:authority` is none, or missing: connect makes an address of it, and where it cannot it says so
 * on standard error, with a stack, and answers nothing with 200.
 */
export async function namedHost({ raw }: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const host = 'authority' in raw ? raw.authority : raw.headers.host;
  if (typeof host === 'string' && URL.canParse(`http://${host}`)) return;
  const description = 'must be the name or address of the server, and maybe a port';
  return sendProblem(reply, invalidRequest([{ field: 'host', reason: 'host.invalid', description }]));
}
