import { invalidRequest } from '../rpc/errors.ts';
import { type PasswordOwner, passwordViolation } from './password-rules.ts';

/**
 * Lets a new password pass.
 *
 * @throws `invalid_argument` with the field and the reason, if it will not do.
 */
export function acceptPassword(field: string, password: string, owner: PasswordOwner): void {
  const violation = passwordViolation(password, owner);
  if (violation) throw invalidRequest([{ field, ...violation }]);
}
