import { type CallOptions, type Client, createClient } from '@connectrpc/connect';
import type { Connection } from '../connection.ts';
import { AccountService, Role } from '../gen/wattlet/v1/account_pb.js';
import { UserService } from '../gen/wattlet/v1/user_pb.js';
import { lookUp } from '../series/look-up.ts';
import { call } from '../transport/call.ts';
import { optionalText, present, toDate } from '../transport/from-wire.ts';
import { toSubscription, toUser, WIRE_ROLES } from './from-wire.ts';
import type { RoleName, Subscription, User } from './user.ts';
import type { NewUser, OnSite, PasswordLink, UserChange, UsersPage, UsersRequest } from './user-requests.ts';

/** For administrators: the people of their site. Every method rejects with a `WattletError`, and with nothing else. */
export class UsersApi {
  readonly #connection: Connection;
  readonly #client: Client<typeof UserService>;
  readonly #accounts: Client<typeof AccountService>;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#client = createClient(UserService, connection.transports.fresh);
    this.#accounts = createClient(AccountService, connection.transports.fresh);
  }

  /** The users of the site, by name, a page at a time. */
  list(request: UsersRequest = {}): Promise<UsersPage> {
    const { search = '', role, siteId = '', pageSize = 0, pageToken = '', signal } = request;
    return this.#call(signal, async (options) => {
      const wireRole = role === undefined ? Role.UNSPECIFIED : toWireRole(role);
      const query = { search, role: wireRole, siteId, pageSize, pageToken };
      const { users, nextPageToken } = await this.#client.listUsers(query, options);
      return { users: users.map(toUser), ...optionalText('nextPageToken', nextPageToken) };
    });
  }

  /** One user, and their subscription where the site's plan does not cover them. */
  get(
    userId: string,
    { siteId = '', signal }: OnSite = {},
  ): Promise<{ readonly user: User; readonly subscription?: Subscription }> {
    return this.#call(signal, async (options) => {
      const { user, subscription } = await this.#client.getUser({ userId, siteId }, options);
      return { user: toUser(user), ...(subscription && { subscription: toSubscription(subscription) }) };
    });
  }

  /** Makes a user. */
  create({ role, ...user }: NewUser, { siteId = '', signal }: OnSite = {}): Promise<User> {
    return this.#call(signal, async (options) => {
      const request = { ...user, role: toWireRole(role), siteId };
      return toUser((await this.#client.createUser(request, options)).user);
    });
  }

  /** Changes a user, keeps them out, or lets them in again. */
  update(
    userId: string,
    { role, ...change }: UserChange,
    { siteId = '', signal }: OnSite = {},
  ): Promise<User> {
    return this.#call(signal, async (options) => {
      const request = { userId, ...change, ...(role !== undefined && { role: toWireRole(role) }), siteId };
      return toUser((await this.#client.updateUser(request, options)).user);
    });
  }

  /** Deletes a user with everything that is personal. */
  delete(userId: string, { siteId = '', signal }: OnSite = {}): Promise<void> {
    return this.#call(signal, async (options) => {
      await this.#client.deleteUser({ userId, siteId }, options);
    });
  }

  /** Makes a link by which a user sets a new password, once and within a day. The one before it ends. */
  createPasswordLink(userId: string, { siteId = '', signal }: OnSite = {}): Promise<PasswordLink> {
    return this.#call(signal, async (options) => {
      const { token, expiresAt } = await this.#client.createPasswordLink({ userId, siteId }, options);
      return { token, expiresAt: toDate(expiresAt, 'expires_at') };
    });
  }

  /**
   * Grants a direct subscriber whole months.
   *
   * @param requestId UUID: the same adds its months once, so that a call whose answer was lost can be repeated
   */
  grantMonths(
    userId: string,
    { months, requestId, signal }: { readonly months: number; readonly requestId: string } & OnSite,
  ): Promise<Subscription> {
    return this.#call(signal, async (options) => {
      const request = { accountId: userId, months, requestId };
      const { subscription } = await this.#accounts.extendSubscription(request, options);
      return toSubscription(present(subscription, 'subscription'));
    });
  }

  #call<T>(signal: AbortSignal | undefined, run: (options: CallOptions) => Promise<T>): Promise<T> {
    return call(this.#connection.closing, signal, run);
  }
}

const toWireRole = (role: RoleName): Role => lookUp(WIRE_ROLES, role, 'role');
