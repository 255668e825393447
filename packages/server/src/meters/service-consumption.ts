import { timestampFromMs, timestampMs } from '@bufbuild/protobuf/wkt';
import type { ServiceImpl } from '@connectrpc/connect';
import { answerPrivately } from '../accounts/answer-privately.ts';
import { type MeterService, ConsumptionStep as StepMessage } from '../gen/wattlet/v1/meter_pb.js';
import type { Sql } from '../platform/postgres/database.ts';
import { invalidRequest, tooLarge } from '../rpc/errors.ts';
import { MS_PER_DAY } from '../streams/query/utc-days.ts';
import { type ConsumptionStep, periodOf, sumUp } from './consumption.ts';
import { readDays, readHours } from './consumption-store.ts';
import { MeterClocks } from './meter-clock.ts';
import { meterMessage } from './meter-row.ts';
import { findMeter } from './meter-store.ts';
import { meterView, unknownMeter } from './meter-view.ts';

/** Longest ranges of one answer, in days: a year of hours and more, and what a meter lives for. */
const MOST_DAYS: Readonly<Record<ConsumptionStep, number>> = { hour: 400, day: 3_700, month: 11_000 };

const STEP_OF_MESSAGE: ReadonlyMap<StepMessage, ConsumptionStep> = new Map([
  [StepMessage.HOUR, 'hour'],
  [StepMessage.DAY, 'day'],
  [StepMessage.MONTH, 'month'],
]);

/** What meters consumed. */
export function consumptionMethods({
  sql,
}: {
  readonly sql: Sql;
}): Pick<ServiceImpl<typeof MeterService>, 'getConsumption'> {
  const clocks = new MeterClocks();
  return {
    getConsumption: ({ meterId, range, step: stepMessage }, context) =>
      answerPrivately(context, async () => {
        const step = STEP_OF_MESSAGE.get(stepMessage);
        if (!range?.from || !range.to || !step)
          throw invalidRequest([
            { field: 'range', reason: 'required', description: 'must have from and to' },
          ]);
        const [from, to] = [timestampMs(range.from), timestampMs(range.to)];
        const view = meterView(context);
        const row = await findMeter(sql, view, meterId);
        if (!row) throw unknownMeter(meterId);
        if (to - from > MOST_DAYS[step] * MS_PER_DAY)
          throw tooLarge(`by ${step} a range has at most ${MOST_DAYS[step]} days; ask for a shorter one`);
        const clock = clocks.ofMeter(row);
        // Customers see what was consumed since the meter is theirs; who works for the site sees all of it.
        const theirs = view.ownerId === undefined ? undefined : row.owned_since?.getTime();
        // Whole hours, days and months: every one that the range touches.
        const touched = periodOf(clock, step, from).from;
        const query = {
          siteId: row.site_id,
          meterId: row.meter_id,
          from: new Date(Math.max(touched, theirs ?? touched)),
          to: new Date(to > from ? periodOf(clock, step, to - 1).to : from),
          hourlyLimit: row.hourly_limit ?? undefined,
        };
        const rows = step === 'hour' ? await readHours(sql, query) : await readDays(sql, query);
        const values = sumUp(rows, clock, step).map((each) => ({
          from: timestampFromMs(each.from),
          to: timestampFromMs(each.to),
          wattHours: each.wattHours,
          coveragePerMille: each.coveragePerMille,
          aboveLimitWattHours: each.aboveLimitWattHours,
        }));
        return { meter: meterMessage(row), values };
      }),
  };
}
