import { Socket } from 'node:net';
import pg from 'pg';
import postgres from 'postgres';

/** Seconds until a connection that cannot be made is given up, and until an idle one is closed. */
const CONNECT_SECONDS = 10;
const IDLE_SECONDS = 60;
const CLOSE_SECONDS = 1;
/** How long a connection is idle before the other end is asked whether it is still there. */
const KEEP_ALIVE_SECONDS = 10;

/**
 * How soon the server lets go of a client whose machine is gone without a word, and of its locks: after 20 seconds, where
 * systems take from 15 minutes to more than two hours. A server that is reached by a Unix socket passes over them.
 */
const SERVER_PATIENCE = {
  tcp_keepalives_idle: KEEP_ALIVE_SECONDS,
  tcp_keepalives_interval: 5,
  tcp_keepalives_count: 3,
  // Milliseconds: for what was sent and is not acknowledged, when nobody asks.
  tcp_user_timeout: 20_000,
};

/** Types of this project's postgres.js connections beside the driver's own. */
export interface SqlTypes extends Record<string, unknown> {
  bigint: bigint;
}

export type Sql = postgres.Sql<SqlTypes>;

/** A transaction: what `sql.begin` hands to its work. */
export type Transaction = postgres.TransactionSql<SqlTypes>;

/** Whatever runs statements: the pool or a transaction. */
export type AnySql = postgres.ISql<SqlTypes>;

export interface DatabaseOptions {
  readonly url: string;
  /** Where unqualified names are looked up. */
  readonly schema: string;
  /** Most connections that `sql` keeps at once. */
  readonly max?: number;
}

/** One schema of a database. */
export interface Database {
  readonly schema: string;
  /**
   * Pool of connections that see the schema. Columns and parameters of type `bigint` are of type `bigint` here,
   * as numbers would be wrong above 2^53; `count(*)` is one of them. `numeric` is a string.
   */
  readonly sql: Sql;
  /** A connection of its own by the other driver, for COPY, LISTEN and session locks. `bigint` is a `bigint` there too. The caller ends it. */
  connect(): Promise<pg.Client>;
  /** Waits for running queries of `sql`, at most a second; then cuts what is still connected, also a server that is silent. */
  close(): Promise<void>;
}

/** Opens a database. Connections are made when needed: a server that is down is seen at the first query. */
export function openDatabase({ url, schema, max = 10 }: DatabaseOptions): Database {
  const sockets = new Set<Socket>();
  const sql = postgres(url, {
    max,
    connect_timeout: CONNECT_SECONDS,
    idle_timeout: IDLE_SECONDS,
    keep_alive: KEEP_ALIVE_SECONDS,
    onnotice: () => undefined,
    connection: {
      search_path: quoteIdentifier(schema),
      application_name: 'wattlet',
      TimeZone: 'UTC',
      ...SERVER_PATIENCE,
    },
    types: { bigint: postgres.BigInt },
  });
  return {
    schema,
    sql,
    connect: () => connectTo(url, schema, sockets),
    // postgres.js never sees the end of a connection that was cut during a query: it waits in vain.
    async close() {
      await sql.end({ timeout: CLOSE_SECONDS });
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** Quotes a name for use in SQL. */
export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Connects by a socket that is among `sockets` while it is open. */
async function connectTo(url: string, schema: string, sockets: Set<Socket>): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_SECONDS * 1000,
    keepAlive: true,
    // Without it the system's: two hours, in which many a firewall has forgotten a connection that only listens.
    keepAliveInitialDelayMillis: KEEP_ALIVE_SECONDS * 1000,
    application_name: 'wattlet',
    types: { getTypeParser },
    stream() {
      const socket = new Socket();
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
      return socket;
    },
  });
  // Queries in flight reject by themselves; a lost idle connection must not end the process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    const patience = Object.entries(SERVER_PATIENCE).map(([name, value]) => `set ${name} = ${value}`);
    await client.query(
      [`set search_path = ${quoteIdentifier(schema)}`, "set TimeZone = 'UTC'", ...patience].join('; '),
    );
  } catch (error) {
    await client.end();
    throw error;
  }
  return client;
}

const getTypeParser: typeof pg.types.getTypeParser = (oid: number, format?: 'text' | 'binary') =>
  oid === pg.types.builtins.INT8 && format !== 'binary' ? BigInt : pg.types.getTypeParser(oid, format);
