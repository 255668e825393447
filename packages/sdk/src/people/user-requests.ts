import type { Cancellable } from '../transport/call.ts';
import type { RoleName, User } from './user.ts';

/** On which site. */
export interface OnSite extends Cancellable {
  /** Operators: the site; one's own unless given. */
  readonly siteId?: string;
}

/** Asks for a page of users. */
export interface UsersRequest extends OnSite {
  /** Part of a name or an address, or the start of an id. */
  readonly search?: string;
  /** Only users in this role. */
  readonly role?: RoleName;
  /** 1 to 200; 50 unless given. */
  readonly pageSize?: number;
  /** From the last page; the first page unless given. */
  readonly pageToken?: string;
}

/** A page of users, by name. */
export interface UsersPage {
  readonly users: readonly User[];
  /** For the next page; absent at the end. */
  readonly nextPageToken?: string;
}

/** A new user. */
export interface NewUser {
  readonly email: string;
  readonly displayName: string;
  readonly role: RoleName;
  /** 10 to 256 characters. Without one the user signs in with a provider, or sets one by a link. */
  readonly password?: string;
}

/** New values of a user; what is absent stays. */
export interface UserChange {
  readonly displayName?: string;
  readonly email?: string;
  readonly role?: RoleName;
  /** `true` keeps the user out by every way in, and ends their sessions. */
  readonly disabled?: boolean;
}

/** What goes into a link by which a user sets a password. It is shown this once. */
export interface PasswordLink {
  /** Goes behind the `#` of the link, where no server logs it. */
  readonly token: string;
  readonly expiresAt: Date;
}
