import { timestampDate } from '@bufbuild/protobuf/wkt';
import type { ServiceImpl } from '@connectrpc/connect';
import { answerPrivately } from '../accounts/answer-privately.ts';
import { audit } from '../accounts/audit.ts';
import type { MeterService } from '../gen/wattlet/v1/meter_pb.js';
import type { EventBus } from '../platform/bus/event-bus.ts';
import { executeIn } from '../platform/bus/execute-in.ts';
import { hasCode } from '../platform/has-code.ts';
import type { Sql } from '../platform/postgres/database.ts';
import { alreadyExists, failedPrecondition, invalidRequest } from '../rpc/errors.ts';
import { insertExchange, readAround, readExchangesOf } from './exchange-store.ts';
import { HourDeltas } from './hour-deltas.ts';
import { addToHoursSeldom } from './hour-store.ts';
import { requireMeter, takingSerial } from './meter-administration.ts';
import { MeterClocks } from './meter-clock.ts';
import { intakeMeter } from './meter-directory.ts';
import { LOCK_METERS_ALONE } from './meter-lock.ts';
import { meterMessage } from './meter-row.ts';
import { updateMeter } from './meter-store.ts';
import { meterManager, unknownMeter } from './meter-view.ts';
import { publishHours } from './publish-hours.ts';
import { MOST_WATT_HOURS } from './reading.ts';
import { judgeTime, type ReadingRules } from './reading-limits.ts';
import { RegisterLine } from './register-line.ts';

/** What exchanges work with. */
export interface ExchangeMethodsOptions {
  readonly sql: Sql;
  readonly bus: EventBus;
  readonly rules: ReadingRules;
  /** The current time. */
  readonly now: () => Date;
}

/** Exchanges of the devices of register meters. */
export function exchangeMethods({
  sql,
  bus,
  rules,
  now,
}: ExchangeMethodsOptions): Pick<ServiceImpl<typeof MeterService>, 'exchangeMeter'> {
  return {
    exchangeMeter: (request, context) =>
      answerPrivately(context, async () => {
        const manager = meterManager(context);
        const { meterId, serial } = request;
        const at = request.at ? timestampDate(request.at) : new Date(Number.NaN);
        const refused = judgeTime(at, now(), rules);
        if (refused)
          throw invalidRequest([{ field: 'at', reason: 'BAD_TIME', description: refused.message }]);
        const exchange = {
          at: at.getTime(),
          finalWattHours: wattHoursIn('final_watt_hours', request.finalWattHours),
          initialWattHours: wattHoursIn('initial_watt_hours', request.initialWattHours),
        };
        const row = await takingSerial(serial, () =>
          sql.begin(async (tx) => {
            await tx.unsafe(LOCK_METERS_ALONE);
            const found = await requireMeter(tx, manager, meterId);
            if (found.kind !== 'register') throw noRegister(meterId);
            const meter = intakeMeter(found, new MeterClocks().ofMeter(found));
            const points = await readAround(tx, meter, at);
            const line = new RegisterLine(meter, points, await readExchangesOf(tx, meter));
            await insertExchange(tx, meter, exchange).catch((error: unknown) => {
              throw hasCode(error, '23505') ? alreadyNoted(at) : error;
            });
            const rejection = line.judgeExchange(exchange, rules);
            if (rejection) throw failedPrecondition({ reason: 'IMPLAUSIBLE', message: rejection.message });
            const deltas = new HourDeltas();
            line.exchange(exchange, deltas);
            const changes = serial === '' ? {} : { serial: serial.trim() };
            const changed = await updateMeter(tx, meter, changes);
            if (!changed) throw unknownMeter(meterId);
            await addToHoursSeldom(tx, deltas.sorted());
            const detail = { at: at.toISOString() };
            await audit(tx, { target: meter, actorId: manager.actorId, action: 'meter.exchanged', detail });
            await publishHours(bus, executeIn(tx), deltas.sorted());
            return changed;
          }),
        );
        return { meter: meterMessage(row) };
      }),
  };
}

function wattHoursIn(field: string, value: bigint): number {
  if (value <= MOST_WATT_HOURS) return Number(value);
  const description = `${value} Wh is more than any meter shows`;
  throw invalidRequest([{ field, reason: 'TOO_MUCH', description }]);
}

const noRegister = (meterId: string) =>
  failedPrecondition({
    reason: 'NO_REGISTER',
    message: `meter ${meterId} tells the energy of intervals: an exchange changes none of its readings`,
  });

const alreadyNoted = (at: Date) =>
  alreadyExists({
    field: 'at',
    reason: 'EXCHANGE_NOTED',
    description: `an exchange at ${at.toISOString()} is noted already`,
  });
