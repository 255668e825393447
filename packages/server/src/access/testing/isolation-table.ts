/** For tests: how a call ends. */
export type Outcome =
  | 'ok'
  | 'Unauthenticated'
  | 'PermissionDenied'
  | 'NotFound'
  | 'InvalidArgument'
  | 'FailedPrecondition'
  | 'Aborted'
  | 'Internal';

/** For tests: nobody, or somebody whose cookie does not count any more. */
const UNKNOWN = ['anonymous', 'revoked session', 'expired session', 'forged session'] as const;

/** For tests: whoever bears what is not accepted. Nothing answers them. */
const REFUSED = [
  'revoked access token',
  'expired access token',
  'forged access token',
  'forged embed token',
  'replaced site secret',
] as const;

/** For tests: people who are signed in. The victim is a customer of a utility. */
const SIGNED_IN = [
  // Another customer of the victim's utility, a customer of another utility, and one of the platform itself.
  'neighbour',
  'stranger',
  'subscriber',
  // Of the victim's utility.
  'agent',
  'administrator',
  // Of another utility.
  'other administrator',
  // Of the platform's own site.
  'platform administrator',
  'operator',
] as const;

/** For tests: people by the tokens of pages and scripts. The script is one of an administrator of the victim's utility. */
const BY_TOKEN = ['embedded', 'embedded stranger', 'script'] as const;

/** For tests: no people; key and secret are those of the victim's utility. */
const MACHINES = ['operator token', 'site key', 'site secret'] as const;

/** For tests: everybody who calls. */
export const CALLERS = [...UNKNOWN, ...REFUSED, ...SIGNED_IN, ...BY_TOKEN, ...MACHINES] as const;

export type CallerName = (typeof CALLERS)[number];

/** For tests: how a call ends for each caller. */
type Row = Readonly<Record<CallerName, Outcome>>;

type Group = typeof UNKNOWN | typeof SIGNED_IN | typeof BY_TOKEN | typeof MACHINES;

const all = (group: Group, outcome: Outcome): Partial<Row> =>
  Object.fromEntries(group.map((caller) => [caller, outcome]));

/** Refused to all but those who are named. */
function row(...allowed: readonly Partial<Row>[]): Row {
  const known = Object.fromEntries(
    [...SIGNED_IN, ...BY_TOKEN, ...MACHINES].map((caller) => [caller, 'PermissionDenied']),
  );
  // A site's key says whose page it is, not who looks at it.
  const unknown = Object.fromEntries(
    [...UNKNOWN, ...REFUSED, 'site key'].map((caller) => [caller, 'Unauthenticated']),
  );
  return Object.assign({}, known, unknown, ...allowed);
}

const signedIn = (outcome: Outcome): Row => row(all(SIGNED_IN, outcome));
const managers = (outcome: Outcome): Row => row({ administrator: outcome, operator: outcome });
const operators = (outcome: Outcome): Row => row({ operator: outcome, 'operator token': outcome });
/** Those who run the platform. */
const platform = (outcome: Outcome): Row => row(operators(outcome), { 'platform administrator': outcome });
/** Administrators of other sites than the victim's. */
const otherAdministrators = (outcome: Outcome) =>
  ({ 'other administrator': outcome, 'platform administrator': outcome }) as const;
const agents = { agent: 'ok', administrator: 'ok', script: 'ok' } as const;
const otherAgents = { ...otherAdministrators('NotFound'), operator: 'NotFound' } as const;
const customers = (outcome: Outcome) =>
  ({
    ...{ neighbour: outcome, stranger: outcome, subscriber: outcome },
    ...{ embedded: outcome, 'embedded stranger': outcome },
  }) as const;
/** What is in the victim's conversation: for agents of their site, and not there for anybody else. */
const ofConversation = row(agents, otherAgents, customers('NotFound'));
const everyAgent = row(agents, { ...otherAdministrators('ok'), operator: 'ok' });
const readers = row(all(SIGNED_IN, 'ok'), all(BY_TOKEN, 'ok'), { 'operator token': 'ok', 'site key': 'ok' });

/** Administrators of the victim's site, and those who run the server. */
const metersManaged = (others: Outcome): Row =>
  row(managers('ok'), { 'operator token': 'ok', ...otherAdministrators(others) });
/** The same, and the backend of the victim's site. */
const metersProvisioned = (others: Outcome): Row => ({ ...metersManaged(others), 'site secret': 'ok' });
/** The victim's meter: for those who work for their site or run the server, and not there for anybody else. */
const ofMeter = row(all(SIGNED_IN, 'NotFound'), all(BY_TOKEN, 'NotFound'), {
  ...{ agent: 'ok', administrator: 'ok', script: 'ok', 'site secret': 'ok' },
  ...{ operator: 'ok', 'operator token': 'ok' },
});

/** For tests: what each method is to answer, written down apart from the table that the server goes by. */
export const EXPECTED = {
  'AccountService.signUp': row(all(UNKNOWN, 'ok'), all(SIGNED_IN, 'ok')),
  // With a password that is nobody's.
  'AccountService.signIn': row(all(SIGNED_IN, 'Unauthenticated')),
  'AccountService.signOut': row(all(UNKNOWN, 'ok'), all(SIGNED_IN, 'ok')),
  'AccountService.getSession': row(all(UNKNOWN, 'ok'), all(SIGNED_IN, 'ok'), all(BY_TOKEN, 'ok'), {
    'site key': 'ok',
  }),
  'AccountService.listSessions': signedIn('ok'),
  // What is the victim's is not there for anybody else, managers included.
  'AccountService.revokeSession': signedIn('NotFound'),
  'AccountService.updateAccount': signedIn('ok'),
  'AccountService.changePassword': signedIn('ok'),
  // Not confirmed.
  'AccountService.deleteAccount': signedIn('InvalidArgument'),
  // By a link that is none.
  'AccountService.redeemPasswordLink': row(all(UNKNOWN, 'NotFound'), all(SIGNED_IN, 'NotFound')),
  'AccountService.exportAccount': signedIn('ok'),
  'AccountService.getSubscription': row(all(SIGNED_IN, 'ok'), all(BY_TOKEN, 'ok')),
  // The victim's: utilities have none to grant, and an operator grants those of the platform.
  'AccountService.extendSubscription': row({
    administrator: 'FailedPrecondition',
    'other administrator': 'FailedPrecondition',
    ...{ 'platform administrator': 'NotFound', operator: 'NotFound' },
  }),
  'AccountService.createAccessToken': signedIn('ok'),
  'AccountService.listAccessTokens': signedIn('ok'),
  'AccountService.revokeAccessToken': signedIn('NotFound'),

  'UserService.createUser': managers('ok'),
  'UserService.getUser': managers('ok'),
  'UserService.updateUser': managers('ok'),
  'UserService.deleteUser': managers('ok'),
  'UserService.createPasswordLink': managers('ok'),
  'UserService.listUsers': managers('ok'),

  'SiteService.createSite': operators('ok'),
  'SiteService.updateSite': row(managers('ok'), { 'operator token': 'ok' }),
  // Only what they manage, which is their own site for administrators.
  'SiteService.listSites': row(managers('ok'), { 'operator token': 'ok', ...otherAdministrators('ok') }),
  'SiteService.rotateSecret': row(managers('ok'), { 'operator token': 'ok' }),
  'SiteService.createEmbedToken': row({ 'site secret': 'ok', 'site key': 'PermissionDenied' }),

  'SeriesService.listAreas': row(readers, all(UNKNOWN, 'ok'), { 'site secret': 'ok' }),
  'SeriesService.getSeries': readers,
  'SeriesService.getProfile': readers,
  'SeriesService.getSnapshot': readers,
  'NewsService.listNews': readers,
  'LiveService.watch': readers,
  // One and the same method, for other topics.
  'LiveService.watch of a conversation': ofConversation,
  // Their own, which has nothing of the victim for those who are not of their site.
  'LiveService.watch of an inbox': row(all(SIGNED_IN, 'ok'), all(BY_TOKEN, 'ok')),

  // For the victim, which is for agents of their site; other customers are not who they say has written.
  'ChatService.openConversation': row(agents, otherAgents, customers('Aborted')),
  'ChatService.listConversations': row(all(SIGNED_IN, 'ok'), all(BY_TOKEN, 'ok')),
  'ChatService.listMessages': ofConversation,
  'ChatService.sendMessage': ofConversation,
  'ChatService.markRead': ofConversation,
  'ChatService.setTyping': ofConversation,
  'ChatService.assignConversation': row(agents, otherAgents),
  'ChatService.closeConversation': ofConversation,
  // Agents do not rate themselves.
  'ChatService.rateConversation': row(customers('NotFound')),
  'ChatService.searchMessages': everyAgent,
  'ChatService.createAttachment': ofConversation,
  'ChatService.getAttachment': ofConversation,
  'ChatService.setPresence': everyAgent,
  'ChatService.listAgents': everyAgent,
  'ChatService.blockCustomer': row(agents, otherAgents),
  'ChatService.listBlockedCustomers': everyAgent,
  'ChatService.listCannedReplies': everyAgent,
  'ChatService.saveCannedReply': everyAgent,
  // One of the victim's site.
  'ChatService.deleteCannedReply': row(agents, otherAgents),
  'ChatService.getChatSettings': row(all(SIGNED_IN, 'ok'), all(BY_TOKEN, 'ok'), { 'site key': 'ok' }),
  // Each their own site's.
  'ChatService.updateChatSettings': row(managers('ok'), otherAdministrators('ok')),
  'ChatService.exportCustomerChats': row({ ...otherAgents, administrator: 'ok' }),
  'ChatService.eraseCustomerChats': row({ ...otherAgents, administrator: 'ok' }),
  'ChatService.startVisit': row({ 'site key': 'ok' }),
  // Whoever has the token of a visit to their site has the visit.
  'ChatService.mergeVisit': row(customers('InvalidArgument'), { neighbour: 'ok', embedded: 'ok' }),

  // On the victim's site.
  'MeterService.createMeter': metersProvisioned('PermissionDenied'),
  'MeterService.importMeters': metersProvisioned('PermissionDenied'),
  'MeterService.listMeters': row({
    ...{
      neighbour: 'ok',
      embedded: 'ok',
      agent: 'ok',
      administrator: 'ok',
      script: 'ok',
      'site secret': 'ok',
    },
    ...{ operator: 'ok', 'operator token': 'ok' },
  }),
  'MeterService.getMeter': ofMeter,
  'MeterService.getConsumption': ofMeter,
  'MeterService.updateMeter': metersProvisioned('NotFound'),
  'MeterService.deleteMeter': metersManaged('NotFound'),
  'MeterService.assignMeter': metersProvisioned('NotFound'),
  'MeterService.exchangeMeter': metersManaged('NotFound'),
  // Each reading is answered for itself: one of a meter that is not the caller's is rejected as that of an unknown one.
  'MeterService.submitReadings': row(metersManaged('ok'), all(BY_TOKEN, 'ok'), { 'site secret': 'ok' }),
  'MeterService.listRejectedReadings': platform('ok'),
  'MeterService.retryRejectedReading': platform('NotFound'),

  'AlertService.listAlerts': row(all(SIGNED_IN, 'ok'), all(BY_TOKEN, 'ok'), { 'site secret': 'ok' }),
  // The victim's alert: for those who work for their site.
  'AlertService.getAlert': row(all(SIGNED_IN, 'NotFound'), all(BY_TOKEN, 'NotFound'), {
    ...{ agent: 'ok', administrator: 'ok', script: 'ok', 'site secret': 'ok' },
  }),
  'AlertService.acknowledgeAlert': row(all(SIGNED_IN, 'NotFound'), all(BY_TOKEN, 'NotFound'), {
    ...{ agent: 'ok', administrator: 'ok', script: 'ok' },
  }),
  'AlertService.getHeadroom': row(all(SIGNED_IN, 'ok'), all(BY_TOKEN, 'ok'), { 'site secret': 'ok' }),
  // Each their own site's.
  'AlertService.getWebhook': row(managers('ok'), otherAdministrators('ok')),
  'AlertService.setWebhook': row(managers('ok'), otherAdministrators('ok')),

  'OperationsService.getHealth': platform('ok'),
  'OperationsService.ingestLatest': platform('ok'),
  'OperationsService.listImports': platform('ok'),
  'OperationsService.replayImport': platform('NotFound'),
  'OperationsService.rejectImport': platform('NotFound'),
  'OperationsService.resetStream': operators('InvalidArgument'),
  'OperationsService.listDeadLetters': platform('ok'),
  'OperationsService.retryDeadLetter': platform('NotFound'),

  // Of the victim's site.
  'AuditService.listAuditEntries': row(managers('ok'), {
    ...{ 'platform administrator': 'ok', 'operator token': 'ok' },
  }),

  'NotificationService.listNotifications': signedIn('ok'),
  'NotificationService.markNotificationsSeen': signedIn('ok'),
} as const satisfies Record<string, Row>;
