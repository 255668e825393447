/** What Lit does for browsers that cannot adopt style sheets; in one that understands the elements' own there is none. */
const STYLES = /@lit\/reactive-element\/css-tag\.js$/;
const CAN_ADOPT = /(?<=\b\w=)\w\.ShadowRoot&&[^;]*?"replace"in CSSStyleSheet\.prototype/;

/** Connect is compiled for browsers without async generators; the elements need newer ones. */
const CLIENT = /@connectrpc\/connect\/dist\/esm\/promise-client\.js$/;
const TRANSPORT = /@connectrpc\/connect-web\/dist\/esm\/connect-transport\.js$/;

/** Of `createClient` what a browser can do: the others need request bodies that stream, which no transport here has. */
const SMALL_CLIENT = `
import { makeAnyClient } from './any-client.js';

export function createClient(service, transport) {
  return makeAnyClient(service, (method) => {
    if (method.methodKind === 'unary') return unary(transport, method);
    return method.methodKind === 'server_streaming' ? serverStreaming(transport, method) : null;
  });
}

function unary(transport, method) {
  return async (input, { signal, timeoutMs, headers, contextValues, onHeader, onTrailer } = {}) => {
    const { header, message, trailer } =
      await transport.unary(method, signal, timeoutMs, headers, input, contextValues);
    onHeader?.(header);
    onTrailer?.(trailer);
    return message;
  };
}

function serverStreaming(transport, method) {
  return (input, { signal, timeoutMs, headers, contextValues, onHeader, onTrailer } = {}) => {
    const response = transport.stream(method, signal, timeoutMs, headers, only(input), contextValues);
    const messages = read(response, onHeader, onTrailer);
    // As in Connect: whoever leaves a loop does not end the call, its signal does.
    return { [Symbol.asyncIterator]: () => ({ next: () => messages.next() }) };
  };
}

async function* only(input) {
  yield input;
}

async function* read(promised, onHeader, onTrailer) {
  const { header, message, trailer } = await promised;
  onHeader?.(header);
  yield* message;
  onTrailer?.(trailer);
}
`;

/** How the transport reads a stream, as TypeScript compiles an async generator for such browsers, and what that was. */
const GENERATOR = [
  [
    /function (parseResponseBody\([^)]*\)) \{\s*return __asyncGenerator\(this, arguments, function\* \w+\(\) \{/,
    'async function* $1 {',
  ],
  [/yield yield __await\(parse\(data\)\)/, 'yield parse(data)'],
  [/yield __await\(reader\.read\(\)\)/, 'await reader.read()'],
  [/(throw "missing EndStreamResponse";\s*\})\s*\}\);/, '$1'],
];

/**
 * Leaves out of Connect and Lit what is there for browsers that are older than the elements can be, and of
 * clients what no browser can do.
 *
 * It fails where a new version of them is not what it expects.
 *
 * @returns {import('rollup').Plugin}
 */
export function withoutOldBrowsers() {
  return {
    name: 'without-old-browsers',
    transform(code, id) {
      const replaced = (before, [pattern, by]) => {
        if (!pattern.test(before)) this.error(`${id} has no ${pattern}: is this another version of it?`);
        return before.replace(pattern, by);
      };
      if (CLIENT.test(id)) {
        return {
          code: replaced(code, [/^[\s\S]*export function createClient\([\s\S]*$/, SMALL_CLIENT]),
          map: { mappings: '' },
        };
      }
      if (STYLES.test(id)) return { code: replaced(code, [CAN_ADOPT, '!0']), map: null };
      if (TRANSPORT.test(id)) return { code: GENERATOR.reduce(replaced, code), map: null };
      return null;
    },
  };
}
