import type { ServiceImpl } from '@connectrpc/connect';
import { answerPrivately } from '../accounts/answer-privately.ts';
import { ImportedMeterStatus, type MeterService } from '../gen/wattlet/v1/meter_pb.js';
import type { Sql } from '../platform/postgres/database.ts';
import { importMeters, type LineReport } from './import-meters.ts';
import { meterManager, siteInView } from './meter-view.ts';

const STATUS_MESSAGE: Readonly<Record<LineReport['status'], ImportedMeterStatus>> = {
  created: ImportedMeterStatus.CREATED,
  unchanged: ImportedMeterStatus.UNCHANGED,
  bad: ImportedMeterStatus.BAD,
  'held-back': ImportedMeterStatus.HELD_BACK,
};

/** Meters from CSV. */
export function importMethods({
  sql,
}: {
  readonly sql: Sql;
}): Pick<ServiceImpl<typeof MeterService>, 'importMeters'> {
  return {
    importMeters: ({ csv, partial, siteId: requested }, context) =>
      answerPrivately(context, async () => {
        const manager = meterManager(context);
        const siteId = siteInView(manager, requested);
        const lines = await importMeters(sql, { siteId, csv, partial, actorId: manager.actorId });
        const count = (status: LineReport['status']) => lines.filter((line) => line.status === status).length;
        return {
          lines: lines.map((line) => ({ ...line, status: STATUS_MESSAGE[line.status] })),
          created: count('created'),
          bad: count('bad'),
        };
      }),
  };
}
