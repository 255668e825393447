import type { Client } from '@connectrpc/connect';
import { type Connection, openConnection } from '@wattlet/sdk/connection';
import {
  type Account,
  AccountService,
  type Role,
  type Subscription,
} from '@wattlet/sdk/gen/wattlet/v1/account_pb.js';
import { serviceClient } from './service-client.ts';

/** After which it is asked again what another tab has told of. */
const AGAIN_MS = 5_000;

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
 * connection of everything that is shown. Dispatches `change`. Tabs tell each other whom they know, however they learned it: a
 * provider's sign-in is nothing but another page.
 */
export class Session extends EventTarget {
  /** Accounts, sessions and subscriptions. */
  readonly accounts: Client<typeof AccountService>;
  readonly #tabs = new BroadcastChannel('wattlet-session');
  #state: SessionState = { status: 'unknown' };
  #providers: readonly string[] = [];
  #previewArea: string | undefined;
  #connection = connect();
  /** Counts what is asked for and what is told, so that an older answer is known. */
  #turn = 0;
  /** The newest question that has not been overtaken. */
  #asking: Promise<void> | undefined;
  #again: ReturnType<typeof setTimeout> | undefined;

  constructor(accounts: Client<typeof AccountService> = serviceClient(AccountService)) {
    super();
    this.accounts = accounts;
    this.#tabs.addEventListener('message', ({ data: accountId }) => {
      if (accountId === this.#accountId) return;
      // What belongs to who has signed out goes at once, and asks for nothing more.
      if (accountId === '') this.#become({});
      void this.#catchUp();
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

  /** The country that everybody may see; undefined until the server has told. */
  get previewArea(): string | undefined {
    return this.#previewArea;
  }

  /** What pages and elements read by; another one once somebody else is signed in. */
  get connection(): Connection {
    return this.#connection;
  }

  /** Whether the person may do what those of this role may. */
  mayAs(role: Role): boolean {
    return this.account !== undefined && this.account.role >= role;
  }

  /** Asks the server who is signed in. Whoever has asked before waits for this answer, too. */
  load(): Promise<void> {
    this.#turn += 1;
    this.#asking = this.#ask(this.#turn);
    return this.#asking;
  }

  async signIn(email: string, password: string): Promise<void> {
    this.#settle(await this.accounts.signIn({ email, password }));
  }

  async signUp(person: { email: string; displayName: string; password: string }): Promise<void> {
    this.#settle(await this.accounts.signUp(person));
  }

  async signOut(): Promise<void> {
    await this.accounts.signOut({});
    this.#settle({});
  }

  /** Takes over what a call has changed of the account or its subscription. */
  update(change: Told): void {
    if (this.#state.status === 'signed-in') this.#take({ ...this.#state, ...change });
  }

  /** As the messages of tabs have it: empty where nobody is signed in. */
  get #accountId(): string {
    return this.account?.id ?? '';
  }

  async #ask(turn: number): Promise<void> {
    const told = await this.accounts.getSession({}).catch((error: unknown) => {
      if (turn === this.#turn) throw error;
    });
    if (!told || turn !== this.#turn) return this.#asking;
    this.#providers = told.providers;
    this.#previewArea = told.previewArea;
    this.#take(told);
  }

  /** Another tab knows somebody else. What fails is tried again: until then this one shows what is not so any more. */
  async #catchUp(): Promise<void> {
    clearTimeout(this.#again);
    await this.load().catch(() => {
      clearTimeout(this.#again);
      this.#again = setTimeout(() => void this.#catchUp(), AGAIN_MS);
    });
  }

  /** Takes over what a sign-in or sign-out has told: what was asked before is out of date. */
  #settle(told: Told): void {
    this.#turn += 1;
    this.#asking = undefined;
    this.#take(told);
  }

  #take(told: Told): void {
    this.#become(told);
    this.#tabs.postMessage(this.#accountId);
  }

  #become({ account, subscription }: Told): void {
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
}

function connect(): Connection {
  return openConnection({ baseUrl: location.origin });
}
