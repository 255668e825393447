import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach } from 'node:test';
import { Code, ConnectError } from '@connectrpc/connect';
import { MeterKind } from '../../gen/wattlet/v1/meter_pb.js';
import { meterClient, somebody } from './meter-client.ts';
import { type MeterFixture, openMeterFixture } from './meter-fixture.ts';

/** Somebody on the site. */
export interface SiteAccount {
  readonly siteId: string;
  readonly accountId: string;
}

/** For the tests of a file: meters on a database of their own, with a new site before each test. */
export class MeterSite {
  siteId = '';
  #fixture: MeterFixture | undefined;
  #customer: SiteAccount | undefined;
  #administrator: ReturnType<typeof meterClient> | undefined;

  constructor() {
    before(async () => {
      this.#fixture = await openMeterFixture();
    });
    after(() => this.#fixture?.[Symbol.asyncDispose]());
    beforeEach(async () => {
      const siteId = randomUUID();
      this.siteId = siteId;
      await this.fixture
        .sql`insert into site (site_id, name, publishable_key) values (${siteId}, 'Utility', ${siteId})`;
      this.#customer = await this.account('customer', 'Maria');
      const boss = await this.account('administrator', 'Boss');
      this.#administrator = meterClient(this.fixture, somebody('administrator', boss));
    });
  }

  get fixture(): MeterFixture {
    return there(this.#fixture);
  }

  get customer(): SiteAccount {
    return there(this.#customer);
  }

  get administrator(): ReturnType<typeof meterClient> {
    return there(this.#administrator);
  }

  async account(role: string, name: string): Promise<SiteAccount> {
    const { siteId } = this;
    const accountId = randomUUID();
    await this.fixture.sql`
      insert into account (site_id, account_id, email, display_name, role)
      values (${siteId}, ${accountId}, ${`${name}.${accountId}@example.org`}, ${name}, ${role})`;
    return { siteId, accountId };
  }

  async auditLog(): Promise<unknown[][]> {
    const rows = await this.fixture.sql<{ action: string; detail: unknown }[]>`
      select action, detail from audit_entry where site_id = ${this.siteId} order by entry_id`;
    return rows.map(({ action, detail }) => [action, detail]);
  }
}

function there<T>(made: T | undefined): T {
  assert.ok(made !== undefined, 'only within tests');
  return made;
}

/** A meter to be made. */
export const sketch = (name: string, serial: string = randomUUID()) => ({
  name,
  serial,
  timeZone: 'Europe/Athens',
  kind: MeterKind.INTERVAL,
});

/** Checks how something fails. */
export const failure = (code: Code, reason?: string) => (error: unknown) => {
  assert.ok(error instanceof ConnectError, String(error));
  assert.equal(Code[error.code], Code[code], error.message);
  if (reason !== undefined) assert.match(error.rawMessage, new RegExp(reason));
  return true;
};
