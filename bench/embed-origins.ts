import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

const BUNDLE = new URL('../packages/widgets/bundle/', import.meta.url).pathname;

/** Bytes of a shipped script as it is sent in gzip. */
export const gzipSize = async (file: string): Promise<number> =>
  (await stat(join(BUNDLE, `${file}.gz`))).size;
/** Bytes of a shipped script as it is sent in Brotli. */
export const brotliSize = async (file: string): Promise<number> =>
  (await stat(join(BUNDLE, `${file}.br`))).size;

/** Where a part of what is shipped comes from. */
export interface Origin {
  readonly origin: string;
  /** Its share of the gzipped bytes: each file's are shared out by the bytes before compression. */
  readonly bytes: number;
}

/** Whose code a source is. The first that matches. */
const OWNERS: readonly (readonly [RegExp, string])[] = [
  [/node_modules\/(?:lit|@lit\/reactive-element|lit-html|lit-element)\//, 'Lit'],
  [/node_modules\/@lit\/localize\//, '@lit/localize'],
  [/node_modules\/@connectrpc\//, 'Connect'],
  [/node_modules\/@bufbuild\//, 'protobuf-es'],
  [/node_modules\/(?:d3-|internmap)/, 'd3'],
  [/\/scripts\/rollup\//, 'binary format'],
  [/\/gen(?:-\w+)?\//, 'descriptors of the contract'],
  [/\/sdk\/dist\//, 'SDK'],
  [/\/dist\/loader\//, 'loader'],
  [/\/dist\/(?:energy-chart|chart)\//, 'chart'],
  [/\/dist\/energy-alerts\//, 'alerts'],
  [/\/dist\/(?:support-chat|chat-parts)\//, 'chat'],
  [/./, 'what all elements share'],
];

interface SourceMap {
  readonly sources: readonly string[];
  readonly mappings: string;
}

/** Shares out the compressed bytes of shipped scripts by whose code is in them, by their source maps; the largest first. */
export async function originsOf(files: readonly string[]): Promise<Origin[]> {
  const shares = new Map<string, number>();
  for (const file of files) {
    const [code, map, gzip] = await Promise.all([
      readFile(join(BUNDLE, file), 'utf8'),
      readFile(join(BUNDLE, `${file}.map`), 'utf8'),
      gzipSize(file),
    ]);
    const parsed: SourceMap = JSON.parse(map);
    const bytes = bytesBySource(code, parsed);
    const all = [...bytes.values()].reduce((sum, one) => sum + one, 0);
    for (const [source, one] of bytes) {
      const [, owner = ''] = OWNERS.find(([pattern]) => pattern.test(source)) ?? [];
      shares.set(owner, (shares.get(owner) ?? 0) + (gzip * one) / all);
    }
  }
  return [...shares].map(([origin, bytes]) => ({ origin, bytes })).sort((a, b) => b.bytes - a.bytes);
}

/** How much of a generated script comes from each source. */
function bytesBySource(code: string, { sources, mappings }: SourceMap): Map<string, number> {
  const lines = code.split('\n');
  const bytes = new Map<string, number>();
  let source = 0;
  for (const [number, line] of mappings.split(';').entries()) {
    let column = 0;
    let before: { readonly column: number; readonly source: string } | undefined;
    const close = (end: number) => {
      if (before) bytes.set(before.source, (bytes.get(before.source) ?? 0) + end - before.column);
    };
    for (const segment of line === '' ? [] : line.split(',')) {
      const [columnStep = 0, sourceStep = 0] = decode(segment);
      column += columnStep;
      source += sourceStep;
      close(column);
      before = { column, source: sources[source] ?? '' };
    }
    close(lines[number]?.length ?? 0);
  }
  return bytes;
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The numbers of a segment of a source map (base 64 VLQ of ECMA-426). */
function decode(segment: string): number[] {
  const numbers: number[] = [];
  let value = 0;
  let shift = 0;
  for (const letter of segment) {
    const digit = DIGITS.indexOf(letter);
    value += (digit & 31) << shift;
    shift += 5;
    if (digit & 32) continue;
    numbers.push(value & 1 ? -(value >> 1) : value >> 1);
    value = 0;
    shift = 0;
  }
  return numbers;
}
