import { Command, Option } from 'commander';
import type { Role } from '../access/principal.ts';
import { ROLES } from '../access/principal.ts';
import { claimingEmail } from '../accounts/account-store.ts';
import { addPerson } from '../accounts/add-person.ts';
import { requireSite } from '../accounts/manage-users.ts';
import { PasswordHasher } from '../accounts/password-hasher.ts';
import { passwordViolation } from '../accounts/password-rules.ts';
import { PLATFORM_SITE_ID } from '../accounts/platform-site.ts';
import { isUuid } from '../platform/uuid.ts';
import { expectedFailure } from './expected-failure.ts';
import { readPassword } from './read-password.ts';
import { UsageError } from './usage-error.ts';
import { withNode } from './with-node.ts';

interface CreateOptions {
  readonly email: string;
  readonly name?: string;
  readonly admin?: boolean;
  readonly role?: Role;
  readonly site?: string;
}

/** `wattlet user …`: makes the first accounts, of those who make the others. */
export function userCommand(): Command {
  return new Command('user').description('manage users').addCommand(createCommand());
}

function createCommand(): Command {
  return new Command('create')
    .description('make a user who signs in with a password')
    .requiredOption('--email <address>', 'what they sign in with')
    .option('--name <name>', 'how they are called; the address before the @ by default')
    .addOption(new Option('--role <role>', 'what they may do').choices([...ROLES]).conflicts('admin'))
    .option('--admin', 'the same as --role administrator')
    .option('--site <id>', "the site they are of; the platform's own by default")
    .addHelpText(
      'after',
      `
The password is asked for, or read from WATTLET_PASSWORD or standard input; it is no argument, as
those can be seen by other users of the machine. An operator runs the platform with all its sites,
an administrator manages the users of one site.`,
    )
    .action(createUser);
}

async function createUser({ email, name, admin = false, role, site = PLATFORM_SITE_ID }: CreateOptions) {
  const displayName = (name ?? email.replace(/@.*/s, '')).trim();
  const newRole = role ?? (admin ? 'administrator' : 'customer');
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) throw new UsageError(`${email} is not an e-mail address`);
  if (!isUuid(site.toLowerCase())) throw new UsageError(`--site is ${site}, it must be the id of a site`);
  if (displayName === '') throw new UsageError('--name is empty');
  if (newRole === 'operator' && site !== PLATFORM_SITE_ID)
    throw new UsageError('operators are of the platform: leave out --site');
  const prompt = (text: string) => process.stderr.write(text);
  const password = await readPassword({ env: process.env, input: process.stdin, prompt });
  const violation = passwordViolation(password, { email, displayName });
  if (violation) throw new UsageError(`the password ${violation.description}`);
  const passwordHash = await (await PasswordHasher.create()).hash(password);
  await withNode(async ({ platform }) => {
    await platform.migrate();
    const { row } = await expectedFailure(() =>
      claimingEmail(platform.database.sql, async (tx) => {
        await requireSite(tx, site);
        return addPerson(tx, {
          ...{ siteId: site, email, emailVerified: false, displayName, passwordHash, role: newRole },
          ...{ actor: undefined, action: 'user.created', now: new Date() },
        });
      }),
    );
    process.stdout.write(`${row.role} ${row.email} ${row.account_id}\n`);
  });
}
