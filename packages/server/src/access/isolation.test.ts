import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, suite, test } from 'node:test';
import { create, type DescMethod, fromJson, type JsonValue, toJson } from '@bufbuild/protobuf';
import { Code, ConnectError } from '@connectrpc/connect';
import { createConnectTransport } from '@connectrpc/connect-node';
import { SignJWT } from 'jose';
import { makeFiringAlert } from '../alerts/testing/make-firing-alert.ts';
import { makeChatVictim, makeVisit } from '../chat/testing/chat-victim.ts';
import { AlertService } from '../gen/wattlet/v1/alert_service_pb.js';
import { AuditService } from '../gen/wattlet/v1/audit_pb.js';
import { ChatService } from '../gen/wattlet/v1/chat_pb.js';
import { LiveService } from '../gen/wattlet/v1/live_pb.js';
import { MeterService } from '../gen/wattlet/v1/meter_pb.js';
import { NotificationService } from '../gen/wattlet/v1/notification_pb.js';
import { SiteService } from '../gen/wattlet/v1/site_pb.js';
import { makeMeterOf } from '../meters/testing/meter-of.ts';
import {
  type AccessServer,
  bearer,
  cookie,
  type Headers,
  startAccessServer,
  type TestPerson,
  type TestSite,
} from '../testing/access-server.ts';
import { SERVICES } from './permissions.ts';
import { CALLERS, type CallerName, EXPECTED, type Outcome } from './testing/isolation-table.ts';

const OPERATOR_TOKEN = 'a token of operators that is long enough';
const PASSWORD = 'a password that nobody uses';

/** Whose things the callers reach for. */
interface Victim {
  readonly person: TestPerson;
  readonly site: TestSite;
  readonly accessTokenId: string;
  readonly conversationId: string;
  readonly attachmentId: string;
  readonly alertId: string;
  readonly meterId: string;
}

suite('who may do what to whom', { concurrency: false }, () => {
  let server: AccessServer;
  before(async () => {
    server = await startAccessServer({ OPERATOR_TOKEN });
  });
  after(() => server[Symbol.asyncDispose]());

  /** A customer of a utility with a session and a token. */
  async function makeVictim(): Promise<Victim> {
    const site = await server.site();
    // The last administrator may not be removed, which is not what is asked here.
    await server.person('administrator', site.site_id);
    const person = await server.person('customer', site.site_id);
    const { id } = await server.accessToken(person);
    return {
      person,
      site,
      accessTokenId: id,
      ...(await makeChatVictim(server.sql, person)),
      alertId: await makeFiringAlert(server.sql, person),
      meterId: await makeMeterOf(server.sql, person),
    };
  }

  const embedToken = async (site: TestSite): Promise<Headers> => {
    const { token } = await server
      .client(SiteService, site.secret)
      .createEmbedToken({ subject: randomUUID() });
    return bearer(token);
  };

  const forgedToken = async (site: TestSite): Promise<Headers> => {
    const now = Math.floor(Date.now() / 1000);
    const token = new SignJWT({ site: site.site_id })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject('somebody')
      .setIssuer('http://localhost:0')
      .setAudience('http://localhost:0')
      .setIssuedAt(now)
      .setExpirationTime(now + 600);
    return bearer(await token.sign(new TextEncoder().encode(site.publishable_key.padEnd(64, '.'))));
  };

  /** What each caller shows. Made afresh for each call, as some calls end what they were made with. */
  const callers: Record<CallerName, (victim: Victim) => Promise<Headers>> = {
    anonymous: async () => ({}),
    neighbour: async ({ site }) => (await server.person('customer', site.site_id)).signedIn,
    stranger: async () => (await server.person('customer', (await server.site()).site_id)).signedIn,
    subscriber: async () => (await server.person()).signedIn,
    embedded: async ({ site }) => embedToken(site),
    'embedded stranger': async () => embedToken(await server.site()),
    script: async ({ site }) =>
      (await server.accessToken(await server.person('administrator', site.site_id))).headers,
    agent: async ({ site }) => (await server.person('agent', site.site_id)).signedIn,
    administrator: async ({ site }) => (await server.person('administrator', site.site_id)).signedIn,
    'other administrator': async () =>
      (await server.person('administrator', (await server.site()).site_id)).signedIn,
    'platform administrator': async () => (await server.person('administrator')).signedIn,
    operator: async () => (await server.person('operator')).signedIn,
    'operator token': async () => bearer(OPERATOR_TOKEN),
    'site key': async ({ site }) => site.key,
    'site secret': async ({ site }) => site.secret,
    'revoked session': async ({ site }) => {
      const { signedIn, sessionId } = await server.person('administrator', site.site_id);
      await server.sql`delete from session where session_id = ${sessionId}`;
      return signedIn;
    },
    'expired session': async ({ site }) => {
      const { signedIn, sessionId } = await server.person('administrator', site.site_id);
      await server.sql`update session set expires_at = now() - interval '1 s' where session_id = ${sessionId}`;
      return signedIn;
    },
    'forged session': async () => cookie('x'.repeat(43)),
    'revoked access token': async ({ person }) => {
      const { id, headers } = await server.accessToken(person);
      await server.sql`delete from access_token where access_token_id = ${id}`;
      return headers;
    },
    'expired access token': async ({ person }) => {
      const { id, headers } = await server.accessToken(person);
      await server.sql`update access_token set expires_at = now() - interval '1 s' where access_token_id = ${id}`;
      return headers;
    },
    'forged access token': async () => bearer(`wt_${'x'.repeat(43)}`),
    'forged embed token': async ({ site }) => forgedToken(site),
    'replaced site secret': async ({ site }) => {
      await server.sql`update site_secret set expires_at = now() - interval '1 s' where site_id = ${site.site_id}`;
      return site.secret;
    },
  };

  /** A valid request of each method, which reaches for what is the victim's. */
  const requests = (
    victim: Victim,
  ): Record<Exclude<keyof typeof EXPECTED, 'ChatService.mergeVisit'>, JsonValue> => {
    const { person, site, accessTokenId, conversationId, attachmentId, alertId, meterId } = victim;
    const customerId = person.accountId;
    const user = { userId: person.accountId, siteId: site.site_id };
    const series = {
      selector: { stream: 'STREAM_LOAD', area: 'AT' },
      range: { from: '2022-01-01T00:00:00Z', to: '2022-01-02T00:00:00Z' },
    };
    const meter = { name: 'New', serial: randomUUID(), timeZone: 'UTC', kind: 'METER_KIND_REGISTER' };
    const email = () => `${randomUUID()}@people.example`;
    return {
      'AccountService.signUp': { email: email(), displayName: 'New', password: PASSWORD },
      'AccountService.signIn': { email: email(), password: PASSWORD },
      'AccountService.signOut': {},
      'AccountService.getSession': {},
      'AccountService.listSessions': {},
      'AccountService.revokeSession': { sessionId: person.sessionId },
      'AccountService.updateAccount': { displayName: 'Renamed' },
      'AccountService.changePassword': { oldPassword: '', newPassword: PASSWORD },
      'AccountService.deleteAccount': { confirmation: 'not the address' },
      'AccountService.redeemPasswordLink': { token: 'none', newPassword: PASSWORD },
      'AccountService.exportAccount': {},
      'AccountService.getSubscription': {},
      'AccountService.extendSubscription': {
        requestId: randomUUID(),
        months: 1,
        accountId: person.accountId,
      },
      'AccountService.createAccessToken': { name: 'New', scopes: ['SCOPE_READ_SERIES'], expiresInDays: 1 },
      'AccountService.listAccessTokens': {},
      'AccountService.revokeAccessToken': { accessTokenId },
      'UserService.createUser': {
        email: email(),
        displayName: 'New',
        role: 'ROLE_CUSTOMER',
        siteId: site.site_id,
      },
      'UserService.getUser': user,
      'UserService.updateUser': { ...user, displayName: 'Renamed' },
      'UserService.deleteUser': user,
      'UserService.createPasswordLink': user,
      'UserService.listUsers': { siteId: site.site_id },
      'SiteService.createSite': { name: 'New' },
      'SiteService.updateSite': { siteId: site.site_id, name: 'Renamed' },
      'SiteService.listSites': {},
      'SiteService.rotateSecret': { siteId: site.site_id },
      'SiteService.createEmbedToken': { subject: 'somebody' },
      'SeriesService.listAreas': { stream: 'STREAM_LOAD' },
      'SeriesService.getSeries': series,
      'SeriesService.getProfile': { ...series, bucket: 'PROFILE_BUCKET_HOUR_OF_DAY', timeZone: 'UTC' },
      'SeriesService.getSnapshot': { stream: 'STREAM_LOAD' },
      'NewsService.listNews': {},
      'LiveService.watch': { topics: [{ id: 1, series }] },
      'LiveService.watch of a conversation': { topics: [{ id: 1, conversation: { conversationId } }] },
      'LiveService.watch of an inbox': { topics: [{ id: 1, inbox: {} }] },
      'ChatService.openConversation': { clientId: randomUUID(), customerId },
      'ChatService.listConversations': { filter: 'CONVERSATION_FILTER_ALL' },
      'ChatService.listMessages': { conversationId },
      'ChatService.sendMessage': { conversationId, clientId: randomUUID(), text: 'Hello' },
      'ChatService.markRead': { conversationId, deliveredNumber: '1', readNumber: '1' },
      'ChatService.setTyping': { conversationId, typing: true },
      'ChatService.assignConversation': { conversationId },
      'ChatService.closeConversation': { conversationId },
      'ChatService.rateConversation': { conversationId, rating: 1 },
      'ChatService.searchMessages': { query: 'secret' },
      'ChatService.createAttachment': { conversationId, fileName: 'meter.png', sizeBytes: '1' },
      'ChatService.getAttachment': { attachmentId },
      'ChatService.setPresence': { online: true },
      'ChatService.listAgents': {},
      'ChatService.blockCustomer': { customerId, blocked: true },
      'ChatService.listBlockedCustomers': {},
      'ChatService.listCannedReplies': {},
      'ChatService.saveCannedReply': { reply: { shortcut: 'new', text: 'New' } },
      'ChatService.deleteCannedReply': { shortcut: 'hello' },
      'ChatService.getChatSettings': {},
      'ChatService.updateChatSettings': { settings: { timeZone: 'Europe/Athens' } },
      'ChatService.exportCustomerChats': { customerId },
      'ChatService.eraseCustomerChats': { customerId },
      'ChatService.startVisit': {},
      'MeterService.createMeter': { ...meter, siteId: site.site_id },
      'MeterService.importMeters': {
        csv: `serial,name,time_zone,kind\n${randomUUID()},New,UTC,interval`,
        siteId: site.site_id,
      },
      'MeterService.listMeters': { siteId: site.site_id },
      'MeterService.getMeter': { meterId },
      'MeterService.getConsumption': { meterId, range: series.range, step: 'CONSUMPTION_STEP_DAY' },
      'MeterService.updateMeter': { meterId, name: 'Renamed' },
      'MeterService.deleteMeter': { meterId },
      'MeterService.assignMeter': { meterId, ownerId: person.accountId },
      'MeterService.exchangeMeter': { meterId, at: series.range.from },
      'MeterService.submitReadings': {
        readings: [{ meterId, at: series.range.from, kilowattHours: 1 }],
      },
      'MeterService.listRejectedReadings': {},
      'MeterService.retryRejectedReading': { id: '1000000' },
      'AlertService.listAlerts': {},
      'AlertService.getAlert': { alertId },
      'AlertService.acknowledgeAlert': { alertId },
      'AlertService.getHeadroom': {},
      'AlertService.getWebhook': {},
      'AlertService.setWebhook': { url: 'https://hooks.example/alerts' },
      'OperationsService.getHealth': {},
      'OperationsService.ingestLatest': { stream: 'STREAM_FLOWS' },
      'OperationsService.listImports': { stream: 'STREAM_FLOWS' },
      'OperationsService.replayImport': { stream: 'STREAM_FLOWS', importId: '1' },
      'OperationsService.rejectImport': { stream: 'STREAM_FLOWS', importId: '1' },
      'OperationsService.resetStream': { stream: 'STREAM_FLOWS', confirmation: 'not flows' },
      'OperationsService.listDeadLetters': { stream: 'STREAM_FLOWS' },
      'OperationsService.retryDeadLetter': { stream: 'STREAM_FLOWS', id: '1' },
      'AuditService.listAuditEntries': { siteId: site.site_id },
      'NotificationService.listNotifications': {},
      'NotificationService.markNotificationsSeen': { until: series.range.from },
    };
  };

  /** Calls, and says what came of it; the text is what was answered. */
  async function outcomeOf(
    method: DescMethod,
    request: JsonValue,
    headers: Headers,
  ): Promise<{ outcome: Outcome; text: string }> {
    const transport = createConnectTransport({ baseUrl: server.url, httpVersion: '1.1' });
    const input = fromJson(method.input, request);
    try {
      if (method.methodKind === 'unary') {
        const response = await transport.unary(
          method as DescMethod & { methodKind: 'unary' },
          undefined,
          undefined,
          headers,
          input,
        );
        return { outcome: 'ok', text: JSON.stringify(toJson(method.output, response.message)) };
      }
      const stop = new AbortController();
      const messages = (async function* () {
        yield create(method.input, input);
      })();
      const response = await transport.stream(
        method as DescMethod & { methodKind: 'server_streaming' },
        stop.signal,
        undefined,
        headers,
        messages,
      );
      for await (const message of response.message) {
        stop.abort();
        return { outcome: 'ok', text: JSON.stringify(toJson(method.output, message)) };
      }
      assert.fail('the stream ended without a message');
    } catch (error) {
      if (!(error instanceof ConnectError)) throw error;
      return { outcome: Code[error.code] as Outcome, text: error.rawMessage };
    }
  }

  const rows: [string, DescMethod][] = [
    ...Object.values(SERVICES)
      .flatMap((service) => service.methods)
      .map((method): [string, DescMethod] => [`${method.parent.name}.${method.localName}`, method]),
    ['LiveService.watch of a conversation', LiveService.method.watch],
    ['LiveService.watch of an inbox', LiveService.method.watch],
  ];
  for (const [name, method] of rows) {
    test(name, async () => {
      const expected = Object.entries(EXPECTED).find(([row]) => row === name)?.[1];
      assert.ok(expected, 'the table of what is expected has no such row');
      const got: Partial<Record<CallerName, Outcome>> = {};
      for (const caller of CALLERS) {
        const victim = await makeVictim();
        const headers = await callers[caller](victim);
        const request =
          name === 'ChatService.mergeVisit'
            ? { token: await makeVisit(server.sql, server.home.node.config.home, victim.site.site_id) }
            : Object.entries(requests(victim)).find(([row]) => row === name)?.[1];
        assert.ok(request !== undefined);
        const { outcome, text } = await outcomeOf(method, request, headers);
        got[caller] = outcome;
        if (outcome !== 'ok' || MAY_SEE_VICTIM.has(caller)) continue;
        if (method.parent === AuditService && MAY_SEE_AUDIT.has(caller)) continue;
        if (method.parent === ChatService && MAY_SEE_CHATS.has(caller)) continue;
        if (method.parent === NotificationService && MAY_SEE_ALERTS.has(caller)) continue;
        if (method.parent === AlertService && MAY_SEE_ALERTS.has(caller)) continue;
        if (method.parent === MeterService && MAY_SEE_METERS.has(caller)) continue;
        const { person, accessTokenId, conversationId, attachmentId, alertId, meterId } = victim;
        const ids = [
          person.accountId,
          person.sessionId,
          accessTokenId,
          conversationId,
          attachmentId,
          alertId,
          ...(method.localName === 'submitReadings' ? [] : [meterId]),
        ];
        assert.ok(!ids.some((id) => text.includes(id)), `${caller} learns of the victim`);
      }
      assert.deepEqual(got, expected);
    });
  }
});

/** Who manages the people of the victim's site. */
const MAY_SEE_VICTIM: ReadonlySet<CallerName> = new Set(['administrator', 'operator']);

/** Those, and whoever runs the platform. */
const MAY_SEE_AUDIT: ReadonlySet<CallerName> = new Set(['platform administrator', 'operator token']);

/** Who answers the victim. */
const MAY_SEE_CHATS: ReadonlySet<CallerName> = new Set(['agent', 'script']);

/** Who works for the victim's site, by whatever credential. */
const MAY_SEE_ALERTS: ReadonlySet<CallerName> = new Set(['agent', 'script', 'site secret']);

/** Those, and who runs the server by its token. */
const MAY_SEE_METERS: ReadonlySet<CallerName> = new Set([...MAY_SEE_ALERTS, 'operator token']);
