import { STREAM_NAMES } from '../streams/definitions.ts';

/** Everything that `wattlet serve --role` can run. */
export const ROLE_NAMES: readonly string[] = [
  'api',
  ...STREAM_NAMES.map((stream) => `parser:${stream}`),
  ...STREAM_NAMES.map((stream) => `importer:${stream}`),
  'meters',
  'alerts',
  'chat',
];

/**
 * The roles that the given words mean: a full name, or `parser` and `importer` for those of every
 * stream. No words mean all roles.
 *
 * @throws RangeError naming a word that is no role.
 */
export function expandRoles(words: readonly string[]): Set<string> {
  if (words.length === 0) return new Set(ROLE_NAMES);
  return new Set(
    words.flatMap((word) => {
      const names = ROLE_NAMES.filter((name) => name === word || name.startsWith(`${word}:`));
      if (names.length > 0) return names;
      throw new RangeError(
        `${JSON.stringify(word)} is no role; there are parser, importer, ${ROLE_NAMES.join(', ')}`,
      );
    }),
  );
}
