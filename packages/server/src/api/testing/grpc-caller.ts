import { create, type DescMessage, type MessageInitShape, type MessageShape } from '@bufbuild/protobuf';
import * as grpc from '@grpc/grpc-js';
import type { AccessServer, TestPerson } from '../../testing/access-server.ts';
import { pathOf, reads, type ServerStream, type Unary, writes } from './foreign-messages.ts';

/** For tests: a client of gRPC that is not ours, and whom it calls for. */
export interface GrpcCaller {
  readonly client: grpc.Client;
  readonly metadata: grpc.Metadata;
}

/** For tests: the metadata of whoever has an access token of the person. */
export async function metadataOf(server: AccessServer, person: TestPerson): Promise<grpc.Metadata> {
  return grpc.Metadata.fromHttp2Headers({ ...(await server.accessToken(person)).headers });
}

/** For tests: calls a method of one request and one answer. */
export function call<Input extends DescMessage, Output extends DescMessage>(
  { client, metadata }: GrpcCaller,
  method: Unary<Input, Output>,
  request: MessageInitShape<Input>,
): Promise<MessageShape<Output>> {
  const { promise, resolve, reject } = Promise.withResolvers<MessageShape<Output>>();
  const message = create(method.input, request);
  const [path, serialize, deserialize] = [pathOf(method), writes(method.input), reads(method.output)];
  client.makeUnaryRequest(path, serialize, deserialize, message, metadata, (error, answer) =>
    answer ? resolve(answer) : reject(error),
  );
  return promise;
}

/** For tests: opens a stream of answers. */
export function openStream<Input extends DescMessage, Output extends DescMessage>(
  { client, metadata }: GrpcCaller,
  method: ServerStream<Input, Output>,
  request: MessageInitShape<Input>,
): grpc.ClientReadableStream<MessageShape<Output>> {
  const message = create(method.input, request);
  const [path, serialize, deserialize] = [pathOf(method), writes(method.input), reads(method.output)];
  return client.makeServerStreamRequest(path, serialize, deserialize, message, metadata);
}
