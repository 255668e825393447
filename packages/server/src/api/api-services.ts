import type { SERVICES } from '../access/permissions.ts';

/** What a service stands on: the databases of the streams, or that of people and sites. */
export type Foundation = 'streams' | 'people';

const FOUNDATIONS: Readonly<Record<keyof typeof SERVICES, Foundation>> = {
  AccountService: 'people',
  AlertService: 'people',
  AuditService: 'people',
  ChatService: 'people',
  LiveService: 'streams',
  MeterService: 'people',
  NewsService: 'streams',
  NotificationService: 'people',
  OperationsService: 'streams',
  SeriesService: 'streams',
  SiteService: 'people',
  UserService: 'people',
};

/** Every service of the contract by its full name, `wattlet.v1.SeriesService`, with what it stands on. */
export const API_SERVICES: ReadonlyMap<string, Foundation> = new Map(
  Object.entries(FOUNDATIONS).map(([name, foundation]) => [`wattlet.v1.${name}`, foundation]),
);
