import { type CallOptions, type Client, createClient } from '@connectrpc/connect';
import type { Connection } from '../connection.ts';
import * as wire from '../gen/wattlet/v1/site_pb.js';
import { lookUp } from '../series/look-up.ts';
import { type Cancellable, call } from '../transport/call.ts';
import { optionalText, present, toDate } from '../transport/from-wire.ts';
import type { NewSite, Site, SiteChange } from './site.ts';

/** Asks for a page of sites. */
export interface SitesRequest extends Cancellable {
  /** 1 to 200; 50 unless given. */
  readonly pageSize?: number;
  /** From the last page; the first page unless given. */
  readonly pageToken?: string;
}

/** A page of sites, by name. */
export interface SitesPage {
  readonly sites: readonly Site[];
  /** For the next page; absent at the end. */
  readonly nextPageToken?: string;
}

/** For administrators their own site, for operators every one. Every method rejects with a `WattletError`, and with nothing else. */
export class SitesApi {
  readonly #connection: Connection;
  readonly #client: Client<typeof wire.SiteService>;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#client = createClient(wire.SiteService, connection.transports.fresh);
  }

  /** The sites that the caller manages, by name, a page at a time. */
  list({ pageSize = 0, pageToken = '', signal }: SitesRequest = {}): Promise<SitesPage> {
    return this.#call(signal, async (options) => {
      const { sites, nextPageToken } = await this.#client.listSites({ pageSize, pageToken }, options);
      return { sites: sites.map(toSite), ...optionalText('nextPageToken', nextPageToken) };
    });
  }

  /** Operators: makes a site. Its secret is shown this once. */
  create(
    { allowedOrigins = [], ...site }: NewSite,
    { signal }: Cancellable = {},
  ): Promise<{ readonly site: Site; readonly secret: string }> {
    return this.#call(signal, async (options) => {
      const request = { ...site, allowedOrigins: [...allowedOrigins] };
      const { site: made, secret } = await this.#client.createSite(request, options);
      return { site: toSite(made), secret };
    });
  }

  /** Changes a site. */
  update(siteId: string, change: SiteChange, { signal }: Cancellable = {}): Promise<Site> {
    const { allowedOrigins, plan, ...others } = change;
    return this.#call(signal, async (options) => {
      const request = {
        siteId,
        ...others,
        ...(allowedOrigins && { allowedOrigins: { origins: [...allowedOrigins] } }),
        ...(plan !== undefined && { plan: lookUp(WIRE_PLANS, plan, 'plan') }),
      };
      return toSite((await this.#client.updateSite(request, options)).site);
    });
  }

  /** Makes a new secret, which is shown this once. The old one works for 24 hours more. */
  rotateSecret(
    siteId: string,
    { signal }: Cancellable = {},
  ): Promise<{ readonly secret: string; readonly oldSecretUntil: Date }> {
    return this.#call(signal, async (options) => {
      const { secret, oldSecretUntil } = await this.#client.rotateSecret({ siteId }, options);
      return { secret, oldSecretUntil: toDate(oldSecretUntil, 'old_secret_until') };
    });
  }

  #call<T>(signal: AbortSignal | undefined, run: (options: CallOptions) => Promise<T>): Promise<T> {
    return call(this.#connection.closing, signal, run);
  }
}

const PLANS: Readonly<Record<wire.Plan, Site['plan'] | undefined>> = {
  [wire.Plan.UNSPECIFIED]: undefined,
  [wire.Plan.ACTIVE]: 'active',
  [wire.Plan.SUSPENDED]: 'suspended',
};

const WIRE_PLANS: Readonly<Record<Site['plan'], wire.Plan>> = {
  active: wire.Plan.ACTIVE,
  suspended: wire.Plan.SUSPENDED,
};

function toSite(site: wire.Site | undefined): Site {
  const { id, name, allowedOrigins, plan, publishableKey, jwksUrl, jwtIssuer, createdAt } = present(
    site,
    'site',
  );
  return {
    ...{ id, name, allowedOrigins, publishableKey },
    plan: present(PLANS[plan], 'site.plan'),
    ...optionalText('jwksUrl', jwksUrl),
    ...optionalText('jwtIssuer', jwtIssuer),
    createdAt: toDate(createdAt, 'site.created_at'),
  };
}
