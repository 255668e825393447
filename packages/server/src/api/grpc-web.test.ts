import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, suite, test } from 'node:test';
import { create, type DescMessage, type MessageInitShape, type MessageShape } from '@bufbuild/protobuf';
import grpcWeb from 'grpc-web';
import XMLHttpRequest from 'xhr2';
import { ChatService } from '../gen/wattlet/v1/chat_pb.js';
import {
  type AccessServer,
  type Headers,
  startAccessServer,
  type TestPerson,
} from '../testing/access-server.ts';
import { pathOf, reads, type Unary, writes } from './testing/foreign-messages.ts';

suite('gRPC-Web, by a client that is not ours', () => {
  let server: AccessServer;
  let customer: TestPerson;
  let metadata: Headers;
  // What browsers have and Node has not.
  const original = Reflect.get(globalThis, 'XMLHttpRequest');
  before(async () => {
    Reflect.set(globalThis, 'XMLHttpRequest', XMLHttpRequest);
    server = await startAccessServer();
    const site = await server.site();
    customer = await server.person('customer', site.site_id);
    ({ headers: metadata } = await server.accessToken(await server.person('agent', site.site_id)));
  });
  after(async () => {
    Reflect.set(globalThis, 'XMLHttpRequest', original);
    await server[Symbol.asyncDispose]();
  });

  const client = new grpcWeb.GrpcWebClientBase({ format: 'binary' });

  async function call<Input extends DescMessage, Output extends DescMessage>(
    method: Unary<Input, Output>,
    request: MessageInitShape<Input>,
  ): Promise<MessageShape<Output>> {
    const descriptor = new grpcWeb.MethodDescriptor<MessageShape<Input>, MessageShape<Output>>(
      pathOf(method),
      grpcWeb.MethodType.UNARY,
      Object as never,
      Object as never,
      writes(method.input),
      reads(method.output),
    );
    const message = create(method.input, request);
    return client.unaryCall(server.url + pathOf(method), message, metadata, descriptor);
  }

  test('it holds a conversation with a Connect client', async () => {
    const viaConnect = server.client(ChatService, customer.signedIn);
    const { conversation } = await viaConnect.openConversation({ clientId: randomUUID() });
    const conversationId = conversation?.conversationId ?? '';
    await viaConnect.sendMessage({ conversationId, clientId: randomUUID(), text: 'My meter…' });
    const { listMessages, sendMessage } = ChatService.method;
    const read = await call(listMessages, { conversationId });
    assert.deepEqual(
      read.messages.map(({ text }) => text),
      ['My meter…'],
    );
    const answer = { conversationId, clientId: randomUUID(), text: 'What does it show?' };
    assert.equal((await call(sendMessage, answer)).message?.number, 2n);
    const { messages } = await viaConnect.listMessages({ conversationId });
    assert.deepEqual(
      messages.map(({ number, text }) => [number, text]),
      [
        [1n, 'My meter…'],
        [2n, 'What does it show?'],
      ],
    );
  });

  test('it is told the code and the message of an error', async () => {
    const conversationId = randomUUID();
    await assert.rejects(call(ChatService.method.listMessages, { conversationId }), (error) => {
      assert.ok(error instanceof grpcWeb.RpcError);
      assert.equal(error.code, grpcWeb.StatusCode.NOT_FOUND);
      assert.match(error.message, new RegExp(conversationId));
      return true;
    });
  });
});
