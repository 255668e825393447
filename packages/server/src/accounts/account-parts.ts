import type { Sql } from '../platform/postgres/database.ts';
import type { PasswordHasher } from './password-hasher.ts';
import type { PaymentProvider } from './payment-provider.ts';
import type { SignInLimits } from './sign-in-limits.ts';

/** What the handlers of accounts and users stand on. */
export interface AccountParts {
  /** Of the platform's database. */
  readonly sql: Sql;
  readonly passwords: Pick<PasswordHasher, 'hash' | 'verify' | 'needsRehash'>;
  readonly limits: SignInLimits;
  /** Key of the hashes of addresses that people signed in from; the same on every node. */
  readonly addressKey: Uint8Array;
  readonly payment: PaymentProvider;
  /** Ways to sign in beside a password, for example `google`. */
  readonly providers: readonly string[];
  /** EIC or map code of the country that everybody may see. */
  readonly previewArea: string;
  readonly now: () => Date;
}
