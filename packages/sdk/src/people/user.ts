/** What a person may do on their site; each role includes those before it. */
export type RoleName = 'customer' | 'agent' | 'administrator' | 'operator';

/** Somebody with an account. */
export interface User {
  readonly id: string;
  readonly siteId: string;
  /** Absent for customers of a site who came with its token. */
  readonly email?: string;
  readonly emailVerified: boolean;
  readonly displayName: string;
  readonly role: RoleName;
  readonly createdAt: Date;
  /** False for those who sign in with a provider only. */
  readonly hasPassword: boolean;
  /** The site's own id of the customer, as in its embed tokens. */
  readonly externalSubject?: string;
  /** Since when an administrator keeps the user out. */
  readonly disabledAt?: Date;
}

/** How long a subscription runs. */
export interface Subscription {
  readonly endsAt: Date;
  /** Whole days left, rounded up; 0 when it has ended. */
  readonly daysLeft: number;
  readonly active: boolean;
  /** True until the first extension. */
  readonly trial: boolean;
}
