import type { DescMethod } from '@bufbuild/protobuf';
import { AccountService } from '../gen/wattlet/v1/account_pb.js';
import { AlertService } from '../gen/wattlet/v1/alert_service_pb.js';
import { AuditService } from '../gen/wattlet/v1/audit_pb.js';
import { ChatService } from '../gen/wattlet/v1/chat_pb.js';
import { LiveService } from '../gen/wattlet/v1/live_pb.js';
import { MeterService } from '../gen/wattlet/v1/meter_pb.js';
import { NewsService } from '../gen/wattlet/v1/news_pb.js';
import { NotificationService } from '../gen/wattlet/v1/notification_pb.js';
import { OperationsService } from '../gen/wattlet/v1/operations_pb.js';
import { SeriesService } from '../gen/wattlet/v1/series_pb.js';
import { SiteService } from '../gen/wattlet/v1/site_pb.js';
import { UserService } from '../gen/wattlet/v1/user_pb.js';
import type { Person, Principal, Role, Scope } from './principal.ts';

/** Every service of the contract, by its name. */
export const SERVICES = {
  AccountService,
  AlertService,
  AuditService,
  ChatService,
  LiveService,
  MeterService,
  NewsService,
  NotificationService,
  OperationsService,
  SeriesService,
  SiteService,
  UserService,
} as const;

/** A method as the table names it, for example `SeriesService.getSeries`. */
export type MethodName = {
  [S in keyof typeof SERVICES]: `${S}.${Extract<keyof (typeof SERVICES)[S]['method'], string>}`;
}[keyof typeof SERVICES];

/** Which persons may call. */
export interface PersonRule {
  /** The least role. */
  readonly role: Role;
  /** Credentials that count. */
  readonly via: readonly Person['via'][];
  /** What the credential must be good for. */
  readonly scope?: Scope;
  /** Only people of the platform's own site; of any site unless given. */
  readonly site?: 'platform';
}

/** Who may call a method: the kinds of principals that are listed, and nobody else. */
export interface Rule {
  readonly kinds: readonly Exclude<Principal['kind'], 'person'>[];
  readonly person?: PersonRule;
  /** Without a deployment's token, callers on the server's own machine count as operators. */
  readonly onThisMachine?: true;
}

const ANY_CREDENTIAL: PersonRule['via'] = ['session', 'embed-token', 'access-token'];

/** A signed-in person. What changes an account is not for tokens that lie in pages and scripts. */
const signedIn = (role: Role): Rule => ({ kinds: [], person: { role, via: ['session'] } });

/** Open: how much of the series one sees is decided by `SeriesAccess`. */
const readsSeries: Rule = {
  kinds: ['anonymous', 'site-key', 'site-backend', 'operator'],
  person: { role: 'customer', via: ANY_CREDENTIAL, scope: 'read_series' },
};

/** Open: each topic of a stream is judged by itself. */
const watches: Rule = {
  kinds: ['anonymous', 'site-key', 'site-backend', 'operator'],
  person: { role: 'customer', via: ANY_CREDENTIAL },
};

const comesIn: Rule = { kinds: ['anonymous'], person: { role: 'customer', via: ['session'] } };
const asksForItself: Rule = {
  kinds: ['anonymous', 'site-key'],
  person: { role: 'customer', via: ANY_CREDENTIAL },
};
const chats = (role: Role): Rule => ({ kinds: [], person: { role, via: ANY_CREDENTIAL, scope: 'chat' } });
const anyPerson: Rule = { kinds: [], person: { role: 'customer', via: ANY_CREDENTIAL } };
/** Customers their own, and those who work for the site all of it. */
const seesAlerts: Rule = {
  kinds: [],
  person: { role: 'customer', via: ANY_CREDENTIAL, scope: 'read_meters' },
};
/** Customers their own, and those who work for the site all of it. */
const seesMeters: Rule = { ...seesAlerts, kinds: ['site-backend', 'operator'] };
/** By a session only administrators, which the handler sees to. */
const submitsReadings: Rule = {
  kinds: ['site-backend', 'operator'],
  person: { role: 'customer', via: ANY_CREDENTIAL, scope: 'submit_readings' },
};
/** Operators, and administrators of the platform's own site. Of people only those who are signed in. */
const operates: Rule = {
  kinds: ['operator'],
  person: { role: 'administrator', via: ['session'], site: 'platform' },
  onThisMachine: true,
};
/** What cannot be taken back. */
const resets: Rule = { ...operates, person: { role: 'operator', via: ['session'] } };

/** By people, or by scripts of whoever runs the server. */
const managesSites = (role: Role): Rule => ({ ...signedIn(role), kinds: ['operator'] });

/** A utility provisions meters by its backend, as it does customers. */
const provisionsMeters: Rule = { ...signedIn('administrator'), kinds: ['site-backend', 'operator'] };

/** Who may call what. A method that is not here is for nobody. */
export const PERMISSIONS: Readonly<Record<MethodName, Rule>> = {
  'AccountService.signUp': comesIn,
  'AccountService.signIn': comesIn,
  'AccountService.signOut': comesIn,
  'AccountService.getSession': asksForItself,
  'AccountService.listSessions': signedIn('customer'),
  'AccountService.revokeSession': signedIn('customer'),
  'AccountService.updateAccount': signedIn('customer'),
  'AccountService.changePassword': signedIn('customer'),
  // Whoever has the link need not be known.
  'AccountService.redeemPasswordLink': comesIn,
  'AccountService.deleteAccount': signedIn('customer'),
  'AccountService.exportAccount': signedIn('customer'),
  'AccountService.getSubscription': anyPerson,
  'AccountService.extendSubscription': signedIn('customer'),
  'AccountService.createAccessToken': signedIn('customer'),
  'AccountService.listAccessTokens': signedIn('customer'),
  'AccountService.revokeAccessToken': signedIn('customer'),

  'UserService.createUser': signedIn('administrator'),
  'UserService.getUser': signedIn('administrator'),
  'UserService.updateUser': signedIn('administrator'),
  'UserService.deleteUser': signedIn('administrator'),
  'UserService.createPasswordLink': signedIn('administrator'),
  'UserService.listUsers': signedIn('administrator'),

  'SiteService.createSite': managesSites('operator'),
  'SiteService.updateSite': managesSites('administrator'),
  'SiteService.listSites': managesSites('administrator'),
  'SiteService.rotateSecret': managesSites('administrator'),
  'SiteService.createEmbedToken': { kinds: ['site-backend'] },

  'SeriesService.listAreas': readsSeries,
  'SeriesService.getSeries': readsSeries,
  'SeriesService.getProfile': readsSeries,
  'SeriesService.getSnapshot': readsSeries,
  'NewsService.listNews': readsSeries,
  'LiveService.watch': watches,

  'ChatService.openConversation': chats('customer'),
  'ChatService.listConversations': chats('customer'),
  'ChatService.listMessages': chats('customer'),
  'ChatService.sendMessage': chats('customer'),
  'ChatService.markRead': chats('customer'),
  'ChatService.setTyping': chats('customer'),
  'ChatService.assignConversation': chats('agent'),
  'ChatService.closeConversation': chats('customer'),
  'ChatService.rateConversation': chats('customer'),
  'ChatService.searchMessages': chats('agent'),
  'ChatService.createAttachment': chats('customer'),
  'ChatService.getAttachment': chats('customer'),
  'ChatService.setPresence': chats('agent'),
  'ChatService.listAgents': chats('agent'),
  'ChatService.blockCustomer': chats('agent'),
  'ChatService.listBlockedCustomers': chats('agent'),
  'ChatService.listCannedReplies': chats('agent'),
  'ChatService.saveCannedReply': chats('agent'),
  'ChatService.deleteCannedReply': chats('agent'),
  // A page tells its visitors when somebody answers before any of them has written.
  'ChatService.getChatSettings': { ...chats('customer'), kinds: ['site-key'] },
  'ChatService.updateChatSettings': signedIn('administrator'),
  'ChatService.exportCustomerChats': signedIn('administrator'),
  'ChatService.eraseCustomerChats': signedIn('administrator'),
  'ChatService.startVisit': { kinds: ['site-key'] },
  'ChatService.mergeVisit': chats('customer'),

  'MeterService.createMeter': provisionsMeters,
  'MeterService.getMeter': seesMeters,
  'MeterService.updateMeter': provisionsMeters,
  'MeterService.deleteMeter': managesSites('administrator'),
  'MeterService.listMeters': seesMeters,
  'MeterService.assignMeter': provisionsMeters,
  'MeterService.importMeters': provisionsMeters,
  'MeterService.exchangeMeter': managesSites('administrator'),
  'MeterService.submitReadings': submitsReadings,
  'MeterService.getConsumption': seesMeters,
  'MeterService.listRejectedReadings': operates,
  'MeterService.retryRejectedReading': operates,

  'AlertService.listAlerts': { ...seesAlerts, kinds: ['site-backend'] },
  'AlertService.getAlert': { ...seesAlerts, kinds: ['site-backend'] },
  'AlertService.acknowledgeAlert': seesAlerts,
  'AlertService.getHeadroom': { ...seesAlerts, kinds: ['site-backend'] },
  'AlertService.getWebhook': signedIn('administrator'),
  'AlertService.setWebhook': signedIn('administrator'),

  'OperationsService.getHealth': operates,
  'OperationsService.ingestLatest': operates,
  'OperationsService.listImports': operates,
  'OperationsService.replayImport': operates,
  'OperationsService.rejectImport': operates,
  'OperationsService.resetStream': resets,
  'OperationsService.listDeadLetters': operates,
  'OperationsService.retryDeadLetter': operates,

  'AuditService.listAuditEntries': managesSites('administrator'),

  'NotificationService.listNotifications': signedIn('customer'),
  'NotificationService.markNotificationsSeen': signedIn('customer'),
};

const RULES: ReadonlyMap<string, Rule> = new Map(Object.entries(PERMISSIONS));

/** The rule of a method; undefined where the table has none, which is for nobody. */
export function ruleOf(method: Pick<DescMethod, 'parent' | 'localName'>): Rule | undefined {
  return RULES.get(`${method.parent.name}.${method.localName}`);
}
