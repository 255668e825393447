import { Command } from 'commander';
import { SCOPES, type Scope } from '../access/principal.ts';
import { findAccountByEmail } from '../accounts/account-store.ts';
import { issueAccessToken } from '../accounts/issue-access-token.ts';
import { expectedFailure } from './expected-failure.ts';
import { UsageError } from './usage-error.ts';
import { withNode } from './with-node.ts';

const MOST_DAYS = 366;

interface CreateOptions {
  readonly email: string;
  readonly name: string;
  readonly scopes: string;
  readonly days: string;
}

/** `wattlet token …`: access tokens for scripts. */
export function tokenCommand(): Command {
  return new Command('token').description('manage access tokens').addCommand(createCommand());
}

function createCommand(): Command {
  return new Command('create')
    .description('make an access token of a user, and print it: it is not shown again')
    .requiredOption('--email <address>', 'of the user')
    .requiredOption('--name <name>', 'what it is for')
    .option('--scopes <list>', `what it is good for: ${SCOPES.join(', ')}`, 'read_series')
    .option('--days <number>', `how long it works, up to ${MOST_DAYS}`, '90')
    .addHelpText(
      'after',
      `
Scripts send it as "Authorization: Bearer wt_…".`,
    )
    .action(createToken);
}

async function createToken({ email, name, ...options }: CreateOptions): Promise<void> {
  const scopes = readScopes(options.scopes);
  const days = Number(options.days);
  if (!/^\d+$/.test(options.days) || days < 1 || days > MOST_DAYS)
    throw new UsageError(`--days is ${options.days}, it may be 1 to ${MOST_DAYS}`);
  if (name.trim() === '' || name.length > 100) throw new UsageError('--name needs 1 to 100 characters');
  await withNode(async ({ platform }) => {
    await platform.migrate();
    const { sql } = platform.database;
    const account = await findAccountByEmail(sql, email);
    if (!account) throw new UsageError(`there is no user with the address ${email}`);
    const owner = { siteId: account.site_id, accountId: account.account_id };
    const token = { name: name.trim(), scopes, days, now: new Date(), actorId: undefined };
    const made = await expectedFailure(() => sql.begin((tx) => issueAccessToken(tx, owner, token)));
    process.stdout.write(`${made.token}\n`);
  });
}

function readScopes(text: string): Scope[] {
  const scopes = text.split(',').map((word) => {
    const scope = SCOPES.find((known) => known === word.trim());
    if (scope) return scope;
    throw new UsageError(`--scopes has ${JSON.stringify(word)}, it may list ${SCOPES.join(', ')}`);
  });
  return [...new Set(scopes)];
}
