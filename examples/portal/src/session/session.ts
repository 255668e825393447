import type { Client } from '@connectrpc/connect';
import { type Connection, openConnection } from '@wattlet/sdk/connection';
import {
  type Account,
  AccountService,
  type Role,
  type Subscription,
} from '@wattlet/sdk/gen/wattlet/v1/account_pb.js';
import { serviceClient } from './service-client.ts';

/** Who is signed in. */
export type SessionState =
  | { readonly status: 'unknown' }
  | { readonly status: 'anonymous' }
  | {
      readonly status: 'signed-in';
      readonly account: Account;
      /** Absent where the plan of the account's site covers it. */
      readonly subscription?: Subscription | undefined;
    };

/** What the server tells of a session. */
interface Told {
  readonly account?: Account | undefined;
  readonly subscription?: Subscription | undefined;
}

/**
 * Who uses the portal. The server knows by a cookie that no script can read; this keeps what it told, and the
 * connection of everything that is shown. Dispatches `change`. Tabs tell each other.
 */
export class Session extends EventTarget {
  /** Accounts, sessions and subscriptions. */
  readonly accounts: Client<typeof AccountService> = serviceClient(AccountService);
  readonly #tabs = new BroadcastChannel('wattlet-session');
  #state: SessionState = { status: 'unknown' };
  #providers: readonly string[] = [];
  #connection = connect();

  constructor() {
    super();
    this.#tabs.addEventListener('message', () => {
      this.load().catch(() => undefined);
    });
  }

  get state(): SessionState {
    return this.#state;
  }

  /** The account that is signed in; undefined where nobody is. */
  get account(): Account | undefined {
    return this.#state.status === 'signed-in' ? this.#state.account : undefined;
  }

  /** Ways to sign in beside a password, such as `google`. */
  get providers(): readonly string[] {
    return this.#providers;
  }

  /** What pages and elements read by; another one once somebody else is signed in. */
  get connection(): Connection {
    return this.#connection;
  }

  /** Whether the person may do what those of this role may. */
  mayAs(role: Role): boolean {
    return this.account !== undefined && this.account.role >= role;
  }

  /** Asks the server who is signed in. */
  async load(signal?: AbortSignal): Promise<void> {
    const told = await this.accounts.getSession({}, signal ? { signal } : {});
    this.#providers = told.providers;
    this.#take(told);
  }

  async signIn(email: string, password: string): Promise<void> {
    this.#take(await this.accounts.signIn({ email, password }));
    this.#tellTabs();
  }

  async signUp(person: { email: string; displayName: string; password: string }): Promise<void> {
    this.#take(await this.accounts.signUp(person));
    this.#tellTabs();
  }

  async signOut(): Promise<void> {
    await this.accounts.signOut({});
    this.#take({});
    this.#tellTabs();
  }

  /** Takes over what a call has changed of the account or its subscription. */
  update(change: Told): void {
    if (this.#state.status === 'signed-in') this.#take({ ...this.#state, ...change });
  }

  #take({ account, subscription }: Told): void {
    const before = this.account?.id;
    this.#state = account
      ? { status: 'signed-in', account, ...(subscription && { subscription }) }
      : { status: 'anonymous' };
    if (before !== this.account?.id) {
      // Nothing that is open may go on as somebody else.
      this.#connection.close();
      this.#connection = connect();
    }
    this.dispatchEvent(new Event('change'));
  }

  #tellTabs(): void {
    this.#tabs.postMessage('changed');
  }
}

function connect(): Connection {
  return openConnection({ baseUrl: location.origin });
}
