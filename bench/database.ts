import {
  createTestDatabase,
  type TestDatabase,
} from '../packages/server/src/platform/postgres/test-database.ts';

/**
 * Creates an empty database, on the server of `WATTLET_BENCH_DATABASE_URL` (whose user must be allowed to create
 * databases), else on an embedded one. Disposing drops it.
 */
export async function createBenchDatabase(): Promise<TestDatabase> {
  const given = process.env['WATTLET_BENCH_DATABASE_URL'];
  if (given) process.env['WATTLET_TEST_DATABASE_URL'] = given;
  return createTestDatabase();
}
