/** What a person may do on their site; each role includes those before it. */
export const ROLES = ['customer', 'agent', 'administrator', 'operator'] as const;

export type Role = (typeof ROLES)[number];

/** What a token may be limited to. */
export const SCOPES = ['read_series', 'read_meters', 'submit_readings', 'chat'] as const;

export type Scope = (typeof SCOPES)[number];

/** Nobody in particular. */
export interface Anonymous {
  readonly kind: 'anonymous';
}

/** A page that shows a site's publishable key: public series only. */
export interface SiteKey {
  readonly kind: 'site-key';
  readonly siteId: string;
}

/** The backend of a site, by its secret. */
export interface SiteBackend {
  readonly kind: 'site-backend';
  readonly siteId: string;
}

/** A person, by one of their credentials. */
export interface Person {
  readonly kind: 'person';
  readonly siteId: string;
  readonly accountId: string;
  readonly role: Role;
  /** How they are known: a session cookie, a site's embed token, an access token. */
  readonly via: 'session' | 'embed-token' | 'access-token';
  /** What the credential is limited to; all of it for a session. */
  readonly scopes: ReadonlySet<Scope>;
  /** Id of the session or access token; `jti` or a hash for an embed token. */
  readonly credentialId: string;
  /** When the credential ends by itself. Streams end with it. */
  readonly expiresAt: Date;
}

/** Whoever runs the server: by the deployment's token, or on the machine itself. Has no account. */
export interface Operator {
  readonly kind: 'operator';
}

/** Who calls. */
export type Principal = Anonymous | SiteKey | SiteBackend | Person | Operator;

/** Whether a role includes another. */
export const includesRole = (role: Role, needed: Role): boolean =>
  ROLES.indexOf(role) >= ROLES.indexOf(needed);
