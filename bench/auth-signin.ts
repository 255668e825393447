import { randomBytes } from 'node:crypto';
import { create } from '@bufbuild/protobuf';
import { createContextValues, createHandlerContext } from '@connectrpc/connect';
import { hash, verify } from '@node-rs/argon2';
import { callerKey } from '../packages/server/src/access/caller-key.ts';
import { accountService } from '../packages/server/src/accounts/account-service.ts';
import { ensurePerson } from '../packages/server/src/accounts/ensure-person.ts';
import { ARGON2_COSTS, PasswordHasher } from '../packages/server/src/accounts/password-hasher.ts';
import { manualPayment } from '../packages/server/src/accounts/payment-provider.ts';
import { SignInLimits } from '../packages/server/src/accounts/sign-in-limits.ts';
import { AccountService, SignInRequestSchema } from '../packages/server/src/gen/wattlet/v1/account_pb.js';
import { type BenchNode, openBenchNode } from './bench-node.ts';
import { atLeast, type BenchRow } from './bench-row.ts';
import { medianMs } from './rounds.ts';

/** More than are hashed at once, so that no core waits for the database. */
const PEOPLE = 12;
/** As many as a server hashes at once: it leaves a thread of Node's pool for other work. */
const HASHED_AT_ONCE = 3;
const SIGN_INS = 240;
const PASSWORD = 'a password of the benchmark';

/** `auth.signin`: sign-ins in a second, from the request to the session, beside bare argon2 with the same costs. */
export async function run(): Promise<BenchRow[]> {
  await using bench = await openBenchNode();
  const signIns = await makeSignIns(bench);
  const { memoryKib: memoryCost, passes: timeCost, lanes: parallelism } = ARGON2_COSTS;
  const stored = await hash(PASSWORD, { memoryCost, timeCost, parallelism });
  const ms = await medianMs({
    bare: { run: () => repeatAtOnce(Array(HASHED_AT_ONCE).fill(() => verify(stored, PASSWORD))) },
    signIn: { run: () => repeatAtOnce(signIns) },
  });
  const perSecond = (all: number): number => (SIGN_INS * 1000) / all;
  return [
    atLeast(0.9, {
      id: 'auth.signin',
      value: perSecond(ms.signIn),
      unit: '/s',
      peer: `bare argon2id with the same costs, ${HASHED_AT_ONCE} at a time`,
      peer_value: perSecond(ms.bare),
      note: `${PEOPLE} people at a time, each from an address of their own; limits and a new session included`,
    }),
  ];
}

/** How each of some people signs in. */
async function makeSignIns({ node: { platform } }: BenchNode): Promise<(() => Promise<unknown>)[]> {
  await platform.migrate();
  const { sql } = platform.database;
  const service = accountService({
    sql,
    passwords: await PasswordHasher.create(),
    limits: new SignInLimits(sql),
    addressKey: randomBytes(32),
    payment: manualPayment,
    providers: [],
    previewArea: 'GR',
    now: () => new Date(),
  });
  const emails = Array.from({ length: PEOPLE }, (_, index) => `bench-${index}@people.example`);
  for (const email of emails) {
    await ensurePerson(sql, { email, displayName: 'Bench', role: 'customer', password: PASSWORD });
  }
  return emails.map((email, index) => async () => {
    const context = createHandlerContext({
      service: AccountService,
      method: AccountService.method.signIn,
      protocolName: 'connect',
      requestMethod: 'POST',
      url: 'http://localhost/wattlet.v1.AccountService/SignIn',
      contextValues: createContextValues().set(callerKey, { address: `192.0.2.${index + 1}`, secure: true }),
    });
    await service.signIn(create(SignInRequestSchema, { email, password: PASSWORD }), context);
  });
}

/** Does each of the works in turn with itself, all of them at once. */
async function repeatAtOnce(works: readonly (() => Promise<unknown>)[]): Promise<void> {
  await Promise.all(
    works.map(async (work) => {
      for (let count = 0; count < SIGN_INS / works.length; count++) await work();
    }),
  );
}
