import { pathToString } from '@bufbuild/protobuf/reflect';
import { ValidationError, type Violation, violationsToProto } from '@bufbuild/protovalidate';
import { ConnectError, type Interceptor } from '@connectrpc/connect';
import { createValidateInterceptor } from '@connectrpc/validate';
import { type FieldViolation, invalidRequest } from './errors.ts';

/**
 * Checks every request against the rules of its proto file before the handler sees it. A request that breaks one
 * is `invalid_argument` and names each wrong field with the reason, as `google.rpc.BadRequest` for
 * every client and as `buf.validate.Violations` for those that know the rules.
 */
export function validationInterceptor(): Interceptor {
  const validate = createValidateInterceptor();
  return (next) => {
    const checked = validate(next);
    return async (request) => {
      try {
        return await checked(request);
      } catch (error) {
        throw explainViolations(error);
      }
    };
  };
}

function explainViolations(error: unknown): unknown {
  if (!(error instanceof ConnectError)) return error;
  if (error.cause instanceof ValidationError) {
    const { violations } = error.cause;
    const explained = invalidRequest(violations.map(toFieldViolation), error.cause);
    const [value, desc] = violationsToProto(violations);
    explained.details.push({ desc, value });
    return explained;
  }
  if (error.cause instanceof Error && OUT_OF_TIME.test(error.cause.message))
    return invalidRequest([TIME_OUT_OF_RANGE], error.cause);
  // A rule that does not compile or run is a fault of the contract, not of the request.
  return isRuleFault(error.cause) ? error.cause : error;
}

/** What rules say that look at a time which no calendar of theirs has. */
const OUT_OF_TIME = /^cannot encode message google\.protobuf\.(Timestamp|Duration) to JSON/;
const TIME_OUT_OF_RANGE: FieldViolation = {
  field: '',
  reason: 'TIME_OUT_OF_RANGE',
  description: 'a time must be from 0001-01-01T00:00:00Z to 9999-12-31T23:59:59Z',
};

function isRuleFault(cause: unknown): boolean {
  return cause instanceof Error && (cause.name === 'CompilationError' || cause.name === 'RuntimeError');
}

function toFieldViolation(violation: Violation): FieldViolation {
  return {
    field: pathToString(violation.field),
    reason: violation.ruleId,
    description: violation.message,
  };
}
