/** Who did something. */
export interface AuditActor {
  /**
   * - `person`: somebody with an account of the site
   * - `platform`: somebody of the platform's own site, who did it to another one
   * - `machine`: no account: the command line, the operator's token, or the backend of the site
   */
  readonly kind: 'person' | 'platform' | 'machine';
  readonly id?: string;
  /** As the person is called now; absent where the account is gone. */
  readonly name?: string;
}

/** One thing that was done. */
export interface AuditEntry {
  readonly id: number;
  readonly at: Date;
  readonly siteId: string;
  readonly siteName: string;
  readonly actor: AuditActor;
  /** For example `user.created`. */
  readonly action: string;
  /** What it was done to; absent where nothing in particular is meant. */
  readonly target?: {
    /** `gone` for what is not there any more. */
    readonly kind: 'account' | 'meter' | 'site' | 'gone';
    readonly id: string;
    readonly name?: string;
  };
  /** Ids, roles, names of fields, counts. */
  readonly detail: Readonly<Record<string, string>>;
}
