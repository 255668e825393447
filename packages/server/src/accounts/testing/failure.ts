import assert from 'node:assert/strict';
import { type Code, ConnectError } from '@connectrpc/connect';
import { ErrorInfoSchema } from '../../gen/google/rpc/error_details_pb.js';

/** For tests: the error that a call ends with, which must have this code and reason. */
export async function failure(work: Promise<unknown>, code: Code, reason: string): Promise<ConnectError> {
  const error = await work.then(
    () => assert.fail('the call succeeded'),
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof ConnectError, String(error));
  const [info] = error.findDetails(ErrorInfoSchema);
  assert.deepEqual([error.code, info?.reason], [code, reason], error.message);
  return error;
}
