import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { after, before, suite, test } from 'node:test';
import * as grpc from '@grpc/grpc-js';
import { ChatService } from '../gen/wattlet/v1/chat_pb.js';
import { LiveService, type WatchResponse } from '../gen/wattlet/v1/live_pb.js';
import { type AccessServer, startAccessServer, type TestPerson } from '../testing/access-server.ts';
import { call, type GrpcCaller, metadataOf, openStream } from './testing/grpc-caller.ts';
import { assertHeadersLimited } from './testing/large-headers.ts';

const { watch } = LiveService.method;
const { listMessages, sendMessage } = ChatService.method;

const connectTo = ({ grpcUrl = '' }: AccessServer) =>
  new grpc.Client(new URL(grpcUrl).host, grpc.credentials.createInsecure());

suite('gRPC, by a client that is not ours', () => {
  let server: AccessServer;
  let customer: TestPerson;
  let own: GrpcCaller;
  before(async () => {
    server = await startAccessServer({ GRPC_PORT: '0' });
    const site = await server.site();
    customer = await server.person('customer', site.site_id);
    const agent = await server.person('agent', site.site_id);
    own = { client: connectTo(server), metadata: await metadataOf(server, agent) };
  });
  after(async () => {
    own.client.close();
    await server[Symbol.asyncDispose]();
  });

  test('headers without end are refused, and the connection goes on', () =>
    assertHeadersLimited(server.grpcUrl ?? ''));

  test('it holds a conversation with a Connect client, and hears what the other one says', async () => {
    const viaConnect = server.client(ChatService, customer.signedIn);
    const { conversation } = await viaConnect.openConversation({ clientId: randomUUID() });
    const conversationId = conversation?.conversationId ?? '';
    const topics = [{ id: 1, subject: { case: 'conversation' as const, value: { conversationId } } }];
    const stream = openStream(own, watch, { topics });
    const events: AsyncIterator<WatchResponse, undefined> = stream[Symbol.asyncIterator]();
    assert.equal((await events.next()).value?.event.case, 'ready');
    const hear = async (): Promise<string[]> => {
      const event = (await events.next()).value?.event;
      assert.ok(event?.case === 'conversation');
      return event.value.messages.map(({ text }) => text);
    };

    await viaConnect.sendMessage({ conversationId, clientId: randomUUID(), text: 'My meter…' });
    assert.deepEqual(await hear(), ['My meter…']);
    const answer = { conversationId, clientId: randomUUID(), text: 'What does it show?' };
    assert.equal((await call(own, sendMessage, answer)).message?.number, 2n);
    assert.deepEqual(await hear(), ['What does it show?']);
    const { messages } = await viaConnect.listMessages({ conversationId });
    assert.deepEqual(
      messages.map(({ number, text }) => [number, text]),
      [
        [1n, 'My meter…'],
        [2n, 'What does it show?'],
      ],
    );
    const ended = once(stream, 'error');
    stream.cancel();
    await ended;
  });

  test('it is told who may not, what is not there, and which field is wrong', async () => {
    const conversationId = randomUUID();
    await assert.rejects(call(own, listMessages, { conversationId }), { code: grpc.status.NOT_FOUND });
    const nobody = { ...own, metadata: new grpc.Metadata() };
    await assert.rejects(call(nobody, listMessages, { conversationId }), {
      code: grpc.status.UNAUTHENTICATED,
    });
    const wrong = call(own, listMessages, { conversationId: 'none' });
    await assert.rejects(wrong, (error: grpc.ServiceError) => {
      assert.equal(error.code, grpc.status.INVALID_ARGUMENT);
      assert.match(String(error.metadata.get('grpc-status-details-bin')), /conversation_id/);
      return true;
    });
  });

  test('a server that stops ends its streams as unavailable', async () => {
    const other = await startAccessServer({ GRPC_PORT: '0' });
    const person = await other.person('customer');
    const caller = { client: connectTo(other), metadata: await metadataOf(other, person) };
    const stream = openStream(caller, watch, { topics: [{ id: 1, subject: { case: 'inbox', value: {} } }] });
    await once(stream, 'data');
    const ended = once(stream, 'error');
    stream.resume();
    await other[Symbol.asyncDispose]();
    const [error] = (await ended) as [grpc.ServiceError];
    assert.equal(error.code, grpc.status.UNAVAILABLE);
    caller.client.close();
  });
});
