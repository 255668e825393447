/** A utility that embeds Wattlet in a portal of its own. */
export interface Site {
  readonly id: string;
  readonly name: string;
  /** Origins whose pages may use its key and its tokens. */
  readonly allowedOrigins: readonly string[];
  readonly plan: 'active' | 'suspended';
  /** `pk_…`: stands in pages, opens public series only. */
  readonly publishableKey: string;
  /** Where the site's own signing keys are; absent where it signs nothing itself. */
  readonly jwksUrl?: string;
  readonly jwtIssuer?: string;
  readonly createdAt: Date;
}

/** A new site. */
export interface NewSite {
  readonly name: string;
  readonly allowedOrigins?: readonly string[];
  /** Address of the site's first administrator. */
  readonly administratorEmail?: string;
}

/** New values of a site; what is absent stays. */
export interface SiteChange {
  readonly name?: string;
  readonly allowedOrigins?: readonly string[];
  /** Operators only. */
  readonly plan?: Site['plan'];
  /** An empty one removes it. */
  readonly jwksUrl?: string;
  readonly jwtIssuer?: string;
}
