import {
  type Client,
  Code,
  ConnectError,
  createClient,
  createRouterTransport,
  type Interceptor,
} from '@connectrpc/connect';
import { parseSetCookie, type SetCookie } from 'cookie';
import { callerKey } from '../../access/caller-key.ts';
import type { Principal } from '../../access/principal.ts';
import { principalKey } from '../../access/principal-key.ts';
import { AccountService } from '../../gen/wattlet/v1/account_pb.js';
import { UserService } from '../../gen/wattlet/v1/user_pb.js';
import { validationInterceptor } from '../../rpc/validate.ts';
import type { AccountParts } from '../account-parts.ts';
import { accountService } from '../account-service.ts';
import { sessionRenewal } from '../session-renewal.ts';
import { sessionResolver } from '../session-resolver.ts';
import { userService } from '../user-service.ts';

export interface TestBrowserOptions {
  readonly address?: string;
  readonly secure?: boolean;
  /** Stands in for whoever the cookie names. */
  readonly principal?: Principal;
}

/** For tests: calls the services as a browser that keeps its cookie, and says who it is as the server's interceptors do. */
export class TestBrowser {
  readonly accounts: Client<typeof AccountService>;
  readonly users: Client<typeof UserService>;
  /** What the last answers set, the newest last. */
  readonly setCookies: SetCookie[] = [];
  /** As the browser would send it. */
  cookie: { readonly name: string; readonly value: string } | undefined;

  constructor(parts: AccountParts, options: TestBrowserOptions = {}) {
    const interceptors = [this.#identify(parts, options), sessionRenewal(parts), validationInterceptor()];
    const transport = createRouterTransport(
      (router) => {
        router.service(AccountService, accountService(parts));
        router.service(UserService, userService(parts));
      },
      { router: { interceptors }, transport: { interceptors: [this.#keepCookies()] } },
    );
    this.accounts = createClient(AccountService, transport);
    this.users = createClient(UserService, transport);
  }

  #keepCookies(): Interceptor {
    return (next) => async (call) => {
      if (this.cookie) call.header.set('cookie', `${this.cookie.name}=${this.cookie.value}`);
      call.header.set('user-agent', 'Test Browser');
      const response = await next(call);
      for (const line of response.header.getSetCookie()) {
        const set = parseSetCookie(line);
        this.setCookies.push(set);
        this.cookie = set.value ? { name: set.name, value: set.value } : undefined;
      }
      return response;
    };
  }

  #identify(parts: AccountParts, options: TestBrowserOptions): Interceptor {
    const { address = '192.0.2.1', secure = true, principal } = options;
    const resolver = sessionResolver(parts);
    return (next) => async (call) => {
      const credentials = { cookie: this.cookie?.value, bearer: undefined, origin: undefined };
      const found =
        principal ?? (await resolver.resolve(credentials, parts.now()).catch(anonymousIfUnauthenticated));
      call.contextValues.set(callerKey, { address, secure });
      if (found) call.contextValues.set(principalKey, found);
      return next(call);
    };
  }
}

function anonymousIfUnauthenticated(error: unknown): undefined {
  if (!(error instanceof ConnectError) || error.code !== Code.Unauthenticated) throw error;
}
