import type { TransactionSql } from 'postgres';
import type { EventBus } from '../../platform/bus/event-bus.ts';
import { executeIn } from '../../platform/bus/execute-in.ts';
import type { Sql, SqlTypes } from '../../platform/postgres/database.ts';
import type { SourceFile } from '../../platform/sources/file-source.ts';
import { type FileReady, TOPICS } from '../events.ts';
import { recordRejected } from '../importer/record-rejected.ts';
import type { ExportFileName } from './export-file-name.ts';
import type { SeenFile } from './source-scan.ts';

/** What a parser remembers, in its stream's schema. */
export class ParserStore {
  readonly #sql: Sql;
  readonly #bus: EventBus;

  constructor(sql: Sql, bus: EventBus) {
    this.#sql = sql;
    this.#bus = bus;
  }

  async seenFiles(): Promise<SeenFile[]> {
    const rows = await this.#sql<
      { name: string; size: bigint; modified_at: Date; outcome: SeenFile['outcome'] }[]
    >`
      select name, size, modified_at, outcome from source_file`;
    return rows.map((row) => ({
      name: row.name,
      size: Number(row.size),
      modifiedAt: row.modified_at,
      outcome: row.outcome,
    }));
  }

  /** Remembers the file and announces it, both or neither. */
  async fileReady(file: SourceFile, event: FileReady): Promise<void> {
    await this.#sql.begin(async (tx) => {
      await remember(tx, file, 'ready');
      await this.#bus.publish(executeIn(tx), {
        topic: TOPICS.fileReady,
        key: event.month,
        payload: event,
      });
    });
  }

  /** Remembers a file that cannot be understood, and why, for operators to see. */
  async fileRejected(
    file: SourceFile,
    name: ExportFileName,
    why: { sha256: string; reason: string },
  ): Promise<void> {
    await this.#sql.begin(async (tx) => {
      await remember(tx, file, 'rejected');
      await recordRejected(tx, name, why);
    });
  }
}

async function remember(
  tx: TransactionSql<SqlTypes>,
  file: SourceFile,
  outcome: SeenFile['outcome'],
): Promise<void> {
  await tx`
    insert into source_file (name, size, modified_at, outcome)
    values (${file.name}, ${file.size}, ${file.modifiedAt}, ${outcome})
    on conflict (name) do update set size = excluded.size, modified_at = excluded.modified_at,
      outcome = excluded.outcome, seen_at = excluded.seen_at`;
}
