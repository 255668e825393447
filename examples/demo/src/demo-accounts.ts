import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ensurePerson, ensureSite, type WattletNode } from '@wattlet/server';

/** Whose meters the demo plays. */
export const CUSTOMER_EMAIL = 'subscriber@demo.example';

/** A utility that embeds Wattlet in a portal of its own, with a customer. */
const UTILITY = 'Demo utility';

const PEOPLE = [
  { what: 'subscriber', email: CUSTOMER_EMAIL, displayName: 'Demo subscriber', role: 'customer' },
  {
    what: 'administrator',
    email: 'administrator@demo.example',
    displayName: 'Demo administrator',
    // Sees the whole console: the pipeline and every site, too.
    role: 'operator',
  },
  { what: 'utility', email: 'utility@demo.example', displayName: 'Demo utility desk', role: 'administrator' },
  {
    what: 'customer of the utility',
    email: 'customer@demo.example',
    displayName: 'Demo customer of the utility',
    role: 'customer',
  },
] as const;

/** Somebody whom the demo can be tried as. */
export interface DemoAccount {
  /** What they are in the demo. */
  readonly what: (typeof PEOPLE)[number]['what'];
  readonly email: string;
  readonly password: string;
  /** Of the utility's people; undefined for those of the platform itself. */
  readonly siteId?: string;
}

/**
 * Makes the accounts that the demo can be tried with, or finds them again. Their passwords are random, made once for each
 * home, and kept in its file `demo-accounts.json`, which only its owner can read.
 */
export async function demoAccounts({
  config,
  platform,
}: Pick<WattletNode, 'config' | 'platform'>): Promise<DemoAccount[]> {
  const passwords = await readPasswords(config.home);
  await platform.migrate();
  const accounts: DemoAccount[] = [];
  const utility = await ensureSite(platform.database.sql, UTILITY);
  for (const { what, ...person } of PEOPLE) {
    const password = passwords.get(person.email) ?? randomBytes(12).toString('base64url');
    const site = what.endsWith('utility') ? { siteId: utility } : {};
    await ensurePerson(platform.database.sql, { ...person, ...site, password });
    accounts.push({ what, email: person.email, password, ...site });
  }
  await keepPasswords(config.home, accounts);
  return accounts;
}

const fileOf = (home: string): string => join(home, 'demo-accounts.json');

async function readPasswords(home: string): Promise<ReadonlyMap<string, string>> {
  const text = await readFile(fileOf(home), 'utf8').catch(emptyIfMissing);
  const stored: unknown = JSON.parse(text);
  if (typeof stored !== 'object' || stored === null)
    throw new Error(`${fileOf(home)} holds no accounts: delete it`);
  return new Map(Object.entries(stored).map(([email, password]) => [email, String(password)]));
}

function emptyIfMissing(error: unknown): string {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '{}';
  throw error;
}

async function keepPasswords(home: string, accounts: readonly DemoAccount[]): Promise<void> {
  const passwords = Object.fromEntries(accounts.map(({ email, password }) => [email, password]));
  await mkdir(home, { recursive: true });
  await writeFile(fileOf(home), `${JSON.stringify(passwords, undefined, 2)}\n`, { mode: 0o600 });
}
