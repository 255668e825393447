import type { GetToken } from '@wattlet/sdk';
import { ChatApi } from '@wattlet/sdk/chat';
import { openConnection } from '@wattlet/sdk/connection';
import { forgetVisitor } from './forget-visitor.ts';
import { inTurn } from './in-turn.ts';
import { NEWCOMER } from './kept-account.ts';
import { keepVisit, keptVisit } from './kept-visit.ts';
import { moveWaiting } from './move-waiting.ts';
import type { SupportChatClient } from './support-chat-client.ts';
import { visitName } from './visit-name.ts';

const clients = new Map<string, SupportChatClient>();

/**
 * The client of a visitor who is not signed in: their visit begins with the first message or file, and goes on after a
 * reload. Until then they are a newcomer, of whom the server keeps nothing.
 */
export function visitorClient(baseUrl: string, siteKey: string): SupportChatClient {
  const place = { server: baseUrl, siteKey };
  const known = clients.get(`${baseUrl} ${siteKey}`);
  if (known) return known;
  const site = new ChatApi(openConnection({ baseUrl, getToken: () => siteKey }));
  /** The token that was used last. */
  let given: string | undefined;
  let starting: Promise<string> | undefined;
  /** The visit that goes on, unless it is the one that was refused. */
  const ongoing = (refused: string | undefined) => {
    const token = keptVisit(place)?.token;
    if (token === undefined || token === refused) return undefined;
    given = token;
    return token;
  };
  const start = async (refused: string | undefined) => {
    const other = ongoing(refused);
    if (other !== undefined) return other;
    const visit = await site.startVisit();
    // Only now: where the page or the whole site is refused no new visit begins, and the old one goes on afterwards.
    forgetVisitor(place);
    keepVisit(place, visit);
    given = visit.token;
    return given;
  };
  const getToken: GetToken = ({ renew }) => {
    const refused = renew ? given : undefined;
    const other = ongoing(refused);
    if (other !== undefined) return other;
    starting ??= inTurn(visitName(baseUrl, siteKey), () => start(refused)).finally(() => {
      starting = undefined;
    });
    return starting;
  };
  const connection = openConnection({ baseUrl, getToken });
  const chat = new ChatApi(connection);
  const client: SupportChatClient = {
    live: connection.live,
    chat: {
      list: async (request = {}) => {
        if (!keptVisit(place)) {
          forgetVisitor(place);
          // Refused where visitors may not write.
          await site.hours(request);
          return { customerId: NEWCOMER, conversations: [] };
        }
        const page = await chat.list(request);
        // Of a page that was left while their visit began.
        if (page.customerId) await moveWaiting(place, NEWCOMER, page.customerId);
        return page;
      },
      hours: (options) => (keptVisit(place) ? chat : site).hours(options),
      session: (options) => chat.session(options),
      file: (attachmentId, options) => chat.file(attachmentId, options),
      history: (conversationId, options) => chat.history(conversationId, options),
    },
  };
  clients.set(`${baseUrl} ${siteKey}`, client);
  return client;
}
