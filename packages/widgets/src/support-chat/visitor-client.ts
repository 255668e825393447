import type { GetToken } from '@wattlet/sdk';
import { ChatApi } from '@wattlet/sdk/chat';
import { openConnection } from '@wattlet/sdk/connection';
import { forgetVisitor } from './forget-visitor.ts';
import { keepVisit, keptVisit } from './kept-visit.ts';
import type { SupportChatClient } from './support-chat-client.ts';

const clients = new Map<string, SupportChatClient>();

/** The client of a visitor who is not signed in: their visit begins with the first call, and goes on after a reload. */
export function visitorClient(baseUrl: string, siteKey: string): SupportChatClient {
  const place = { server: baseUrl, siteKey };
  const known = clients.get(`${baseUrl} ${siteKey}`);
  if (known) return known;
  const site = new ChatApi(openConnection({ baseUrl, getToken: () => siteKey }));
  /** The token that was used last. */
  let given: string | undefined;
  let starting: Promise<string> | undefined;
  const start = async () => {
    const visit = await site.startVisit();
    forgetVisitor(place);
    keepVisit(place, visit);
    given = visit.token;
    return given;
  };
  const getToken: GetToken = ({ renew }) => {
    // A visit that the server refuses is over; not so one that another tab has begun meanwhile.
    if (renew && keptVisit(place)?.token === given) keepVisit(place, undefined);
    const kept = keptVisit(place);
    if (kept) {
      given = kept.token;
      return given;
    }
    starting ??= start().finally(() => {
      starting = undefined;
    });
    return starting;
  };
  const connection = openConnection({ baseUrl, getToken });
  const client = { chat: new ChatApi(connection), live: connection.live };
  clients.set(`${baseUrl} ${siteKey}`, client);
  return client;
}
