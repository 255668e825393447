/** Names an account: the first columns of the key of everything that is an account's. */
export interface AccountKey {
  readonly siteId: string;
  readonly accountId: string;
}
