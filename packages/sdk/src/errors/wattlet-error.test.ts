import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { Code, ConnectError } from '@connectrpc/connect';
import { WattletError } from './wattlet-error.ts';

type Field = readonly [number, string | number | Uint8Array];

/** A protobuf message from its fields. */
function message(...fields: readonly Field[]): Uint8Array<ArrayBuffer> {
  const writer = new BinaryWriter();
  for (const [field, value] of fields) {
    if (typeof value === 'number') writer.tag(field, WireType.Varint).int64(value);
    else if (typeof value === 'string') writer.tag(field, WireType.LengthDelimited).string(value);
    else writer.tag(field, WireType.LengthDelimited).bytes(value);
  }
  return new Uint8Array(writer.finish());
}

function withDetails(
  code: Code,
  ...details: { type: string; value: Uint8Array<ArrayBuffer> }[]
): ConnectError {
  const error = new ConnectError('as sent', code);
  error.isWireError = true;
  error.details = details;
  return error;
}

test('every Connect code becomes a code of its name', () => {
  const codes = Object.values(Code).filter((code) => typeof code === 'number');
  assert.equal(codes.length, 16);
  for (const code of codes) {
    const snake = Code[code].replace(/(?<=.)([A-Z])/g, '_$1').toLowerCase();
    assert.equal(WattletError.from(withDetails(code)).code, snake);
  }
});

test('violations are read from google.rpc.BadRequest and buf.validate.Violations, each once', () => {
  const path = message(
    [1, message([1, 1], [2, 'topics'], [6, 2])],
    [1, message([2, 'labels'], [10, 'a"b'])],
    [1, message([2, 'range'])],
  );
  const error = WattletError.from(
    withDetails(
      Code.InvalidArgument,
      {
        type: 'google.rpc.BadRequest',
        value: message([1, message([1, 'selector.area'], [2, 'is unknown'], [3, 'UNKNOWN'])]),
      },
      {
        type: 'buf.validate.Violations',
        value: message(
          [1, message([5, path], [2, 'required'], [3, 'value is required'])],
          [
            1,
            message(
              [5, message([1, message([2, 'selector'])], [1, message([2, 'area'])])],
              [3, 'is unknown'],
            ),
          ],
          [1, message([2, 'time_range.order'])],
        ),
      },
    ),
  );
  assert.deepEqual(error.violations, [
    { field: 'selector.area', message: 'is unknown' },
    { field: 'topics[2].labels["a\\"b"].range', message: 'value is required' },
    { field: '', message: 'time_range.order' },
  ]);
});

test('reason, request id and the time to wait are read', () => {
  const error = WattletError.from(
    withDetails(
      Code.ResourceExhausted,
      { type: 'google.rpc.ErrorInfo', value: message([1, 'RATE_LIMITED'], [2, 'wattlet']) },
      { type: 'google.rpc.RequestInfo', value: message([1, 'req-1']) },
      { type: 'google.rpc.RetryInfo', value: message([1, message([1, 2], [2, 500_000_000])]) },
    ),
  );
  assert.deepEqual(
    [error.reason, error.requestId, error.retryAfterMs, error.retryable],
    ['RATE_LIMITED', 'req-1', 2500, true],
  );
});

test('the request id of the header counts when there is no detail', () => {
  const error = withDetails(Code.Internal);
  error.metadata.set('x-request-id', 'req-2');
  assert.equal(WattletError.from(error).requestId, 'req-2');
});

test('a garbled or unknown detail does not hide the error', () => {
  const error = WattletError.from(
    withDetails(
      Code.NotFound,
      { type: 'google.rpc.BadRequest', value: Uint8Array.of(0x0a, 0xff) },
      { type: 'example.Unknown', value: Uint8Array.of(1, 2, 3) },
    ),
  );
  assert.deepEqual([error.code, error.message, error.violations], ['not_found', 'as sent', []]);
});

test('whatever breaks the connection is unavailable, and worth another try', () => {
  const broken = [
    ConnectError.from(new TypeError('fetch failed')),
    ConnectError.from('missing EndStreamResponse'),
    new ConnectError('protocol error: incomplete envelope', Code.InvalidArgument),
  ];
  for (const error of broken) {
    const { code, retryable, cause } = WattletError.from(error);
    assert.deepEqual({ code, retryable, cause }, { code: 'unavailable', retryable: true, cause: error });
  }
});

test('anything thrown becomes one WattletError with its cause', () => {
  const own = new WattletError('not_found', 'nothing there');
  assert.equal(WattletError.from(own), own);
  assert.equal(WattletError.from(ConnectError.from(own)), own);
  assert.equal(WattletError.from(new DOMException('stop', 'AbortError')).code, 'canceled');
  assert.equal(WattletError.from(new DOMException('late', 'TimeoutError')).code, 'deadline_exceeded');
  assert.deepEqual(
    [WattletError.from('text').code, WattletError.from('text').message, WattletError.from('text').cause],
    ['unknown', 'text', 'text'],
  );
});
