import type { ServiceImpl } from '@connectrpc/connect';
import { answerPrivately } from '../accounts/answer-privately.ts';
import { MeterKind, type MeterService } from '../gen/wattlet/v1/meter_pb.js';
import type { EventBus } from '../platform/bus/event-bus.ts';
import type { Sql } from '../platform/postgres/database.ts';
import { pageTokenOf, placeOfPage } from '../rpc/page-token.ts';
import { clockOf } from '../streams/series-requests.ts';
import { addMeter, changeMeter, giveMeter, removeMeter } from './meter-administration.ts';
import { ownerOf } from './meter-owner.ts';
import { meterMessage } from './meter-row.ts';
import { findMeter, listMeters } from './meter-store.ts';
import { meterManager, meterView, siteInView, unknownMeter } from './meter-view.ts';
import type { ReadingIntake } from './reading-intake.ts';
import type { ReadingRules } from './reading-limits.ts';
import { consumptionMethods } from './service-consumption.ts';
import { exchangeMethods } from './service-exchange.ts';
import { importMethods } from './service-import.ts';
import { readingMethods } from './service-readings.ts';

const DEFAULT_PAGE = 50;
const DEFAULT_INTERVAL_MINUTES = 15;
const DEFAULT_WARNING_PERCENT = 80;

/** What the service works with. */
export interface MeterServiceOptions {
  readonly sql: Sql;
  readonly bus: EventBus;
  readonly intake: ReadingIntake;
  readonly rules: ReadingRules;
  /** The current time. */
  readonly now: () => Date;
}

/** Meters, their readings, and what was consumed. Who calls is the context's `principalKey`. */
export function meterService(options: MeterServiceOptions): ServiceImpl<typeof MeterService> {
  const { sql } = options;
  return {
    createMeter: (request, context) =>
      answerPrivately(context, async () => {
        const manager = meterManager(context);
        clockOf(request.timeZone);
        const meter = {
          siteId: siteInView(manager, request.siteId),
          meterId: request.meterId.toLowerCase() || undefined,
          name: request.name.trim(),
          serial: request.serial.trim(),
          address: request.address.trim(),
          timeZone: request.timeZone,
          kind: request.kind === MeterKind.REGISTER ? ('register' as const) : ('interval' as const),
          intervalMinutes: request.intervalMinutes || DEFAULT_INTERVAL_MINUTES,
          registerModulus: request.kind === MeterKind.REGISTER ? request.registerModulusWattHours : 0n,
          hourlyLimit: request.hourlyLimitWattHours,
          warningPercent: request.warningPercent ?? DEFAULT_WARNING_PERCENT,
          owner: ownerOf(request),
        };
        return { meter: meterMessage(await addMeter(sql, meter, manager)) };
      }),

    getMeter: ({ meterId }, context) =>
      answerPrivately(context, async () => {
        const row = await findMeter(sql, meterView(context), meterId);
        if (!row) throw unknownMeter(meterId);
        return { meter: meterMessage(row) };
      }),

    updateMeter: (request, context) =>
      answerPrivately(context, async () => {
        const manager = meterManager(context);
        const { meterId, timeZone, hourlyLimitWattHours: limit, warningPercent } = request;
        if (timeZone !== undefined) clockOf(timeZone);
        const changes = {
          name: request.name?.trim(),
          serial: request.serial?.trim(),
          address: request.address?.trim(),
          timeZone,
          hourlyLimit: limit === 0n ? null : limit,
          warningPercent,
        };
        return { meter: meterMessage(await changeMeter(options, { meterId, changes, manager })) };
      }),

    deleteMeter: ({ meterId }, context) =>
      answerPrivately(context, async () => {
        await removeMeter(sql, { meterId, manager: meterManager(context) });
        return {};
      }),

    listMeters: (request, context) =>
      answerPrivately(context, async () => {
        const view = meterView(context);
        const siteId = siteInView(view, request.siteId);
        const limit = request.pageSize || DEFAULT_PAGE;
        const asked = request.ownerId || undefined;
        // Whoever asks for the meters of somebody else, and sees only their own, sees none.
        if (view.ownerId !== undefined && asked !== undefined && asked !== view.ownerId) return {};
        const rows = await listMeters(sql, {
          siteId,
          ownerId: view.ownerId ?? asked,
          search: request.search.trim(),
          limit: limit + 1,
          after: placeOfPage(request.pageToken),
        });
        const page = rows.slice(0, limit);
        const last = rows.length > limit ? page.at(-1) : undefined;
        const nextPageToken = last ? pageTokenOf({ name: last.name, id: last.meter_id }) : '';
        return { meters: page.map(meterMessage), nextPageToken };
      }),

    assignMeter: (request, context) =>
      answerPrivately(context, async () => {
        const manager = meterManager(context);
        const { meterId } = request;
        const row = await giveMeter(options, { meterId, owner: ownerOf(request), manager });
        return { meter: meterMessage(row) };
      }),

    ...importMethods(options),
    ...exchangeMethods(options),
    ...readingMethods(options),
    ...consumptionMethods(options),
  };
}
