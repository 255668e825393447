import { randomBytes } from 'node:crypto';
import type { Sql } from '../../platform/postgres/database.ts';
import { createTestDatabase } from '../../platform/postgres/test-database.ts';
import { silentLog } from '../../platform/testing/silent-log.ts';
import type { AccountParts } from '../account-parts.ts';
import { openPlatform } from '../open-platform.ts';
import { PasswordHasher } from '../password-hasher.ts';
import { manualPayment } from '../payment-provider.ts';
import { SignInLimits } from '../sign-in-limits.ts';
import { CHEAP_COSTS } from './cheap-costs.ts';
import { TestBrowser, type TestBrowserOptions } from './test-browser.ts';

/** For tests: accounts on a database of their own, with a clock that is set by hand. */
export interface AccountFixture extends AsyncDisposable {
  readonly sql: Sql;
  readonly parts: AccountParts;
  /** The time of the next calls. */
  now: Date;
  browser(options?: TestBrowserOptions): TestBrowser;
  /** Adds a site beside the platform's and returns its id. */
  addSite(name: string): Promise<string>;
}

/** Creates it. Parts that are given stand in for the usual ones. */
export async function createAccountFixture(given: Partial<AccountParts> = {}): Promise<AccountFixture> {
  const database = await createTestDatabase();
  const platform = openPlatform({ url: database.url, log: silentLog });
  await platform.migrate();
  const { sql } = platform.database;
  const fixture: AccountFixture = {
    sql,
    now: new Date('2024-01-31T12:00:00Z'),
    parts: {
      sql,
      passwords: await PasswordHasher.create({ costs: CHEAP_COSTS }),
      limits: new SignInLimits(sql),
      addressKey: randomBytes(32),
      payment: manualPayment,
      providers: ['google'],
      previewArea: 'GR',
      now: () => fixture.now,
      ...given,
    },
    browser: (options) => new TestBrowser(fixture.parts, options),
    async addSite(name) {
      const [site] = await sql<{ site_id: string }[]>`
        insert into site (name, publishable_key) values (${name}, ${`pk_${name}`}) returning site_id`;
      if (site === undefined) throw new Error('the site was not added');
      return site.site_id;
    },
    async [Symbol.asyncDispose]() {
      await platform.close();
      await database[Symbol.asyncDispose]();
    },
  };
  return fixture;
}
