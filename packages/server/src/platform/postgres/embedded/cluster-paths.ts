import { mkdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';

/** Where the parts of an embedded cluster lie in a home folder. */
export interface ClusterPaths {
  /** Absolute, links resolved: two spellings of one home are the same home. */
  readonly home: string;
  readonly data: string;
  /** Password of the superuser, readable by the owner of the home alone. */
  readonly password: string;
  readonly log: string;
  readonly lock: string;
}

/** Name of the superuser and of the database. */
export const CLUSTER_NAME = 'wattlet';

/** Creates the home folder if it is missing. */
export async function clusterPaths(home: string): Promise<ClusterPaths> {
  await mkdir(home, { recursive: true });
  const root = await realpath(home);
  return {
    home: root,
    data: join(root, 'postgres'),
    password: join(root, 'postgres.password'),
    log: join(root, 'postgres.log'),
    lock: join(root, 'postgres.lock'),
  };
}
