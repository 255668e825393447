import assert from 'node:assert/strict';
import { Code, ConnectError } from '@connectrpc/connect';
import { ErrorInfoSchema } from '../../gen/google/rpc/error_details_pb.js';

/** For tests: the call must fail with this code and reason. Resolves to the error. */
export async function refusesWith(
  call: Promise<unknown> | (() => Promise<unknown>),
  code: keyof typeof Code,
  reason: string,
): Promise<ConnectError> {
  const error = await (typeof call === 'function' ? call() : call).then(
    () => assert.fail(`was not refused, should be: ${code} ${reason}`),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ConnectError)) throw error;
  const reasons = error.findDetails(ErrorInfoSchema).map((info) => info.reason);
  assert.deepEqual([Code[error.code], ...reasons], [code, reason], error.message);
  return error;
}
