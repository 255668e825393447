import { expect } from '@open-wc/testing';
import { ChatApi } from '@wattlet/sdk/chat';
import { provideTokens } from './provide-tokens.ts';
import { sharedConnection } from './shared-connection.ts';

/** A JWT of somebody that lives for an hour. */
function tokenOf(sub: string): string {
  const now = Math.floor(Date.now() / 1000);
  const claims = btoa(JSON.stringify({ sub, iat: now, exp: now + 3600 })).replace(/=+$/, '');
  return `e30.${claims}.c2ln`;
}

describe('provideTokens', () => {
  const { fetch } = window;
  afterEach(() => {
    window.fetch = fetch;
  });

  it('takes effect at once when it is called again, also where the last token would go on', async () => {
    const sent: (string | null)[] = [];
    window.fetch = async (_address, { headers } = {}) => {
      sent.push(new Headers(headers).get('authorization'));
      return new Response(new Uint8Array(), { headers: { 'content-type': 'application/proto' } });
    };
    const server = 'https://tokens.example';
    const [maria, nikos] = [tokenOf('maria'), tokenOf('nikos')];
    provideTokens(server, () => maria);
    const chat = new ChatApi(sharedConnection(server));
    await chat.list();
    await chat.list();
    provideTokens('https://another.example', () => tokenOf('eleni'));
    await chat.list();
    provideTokens(`${server}/`, () => nikos);
    await chat.list();
    expect(sent).to.deep.equal([maria, maria, maria, nikos].map((token) => `Bearer ${token}`));
  });
});
