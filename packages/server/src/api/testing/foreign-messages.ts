import {
  type DescMessage,
  type DescMethod,
  fromBinary,
  type MessageShape,
  toBinary,
} from '@bufbuild/protobuf';

/** For tests: a method of one request and one answer. */
export type Unary<Input extends DescMessage, Output extends DescMessage> = DescMethod & {
  readonly methodKind: 'unary';
  readonly input: Input;
  readonly output: Output;
};

/** For tests: a method of one request and a stream of answers. */
export type ServerStream<Input extends DescMessage, Output extends DescMessage> = DescMethod & {
  readonly methodKind: 'server_streaming';
  readonly input: Input;
  readonly output: Output;
};

/** For tests: the path of a method, `/wattlet.v1.ChatService/SendMessage`. */
export const pathOf = ({ parent, name }: DescMethod): string => `/${parent.typeName}/${name}`;

/** For tests: how a client that is not ours makes bytes of a message. */
export const writes =
  <Desc extends DescMessage>(schema: Desc) =>
  (message: MessageShape<Desc>): Buffer =>
    Buffer.from(toBinary(schema, message));

/** For tests: how it reads one. */
export const reads =
  <Desc extends DescMessage>(schema: Desc) =>
  (bytes: Uint8Array): MessageShape<Desc> =>
    fromBinary(schema, bytes);
