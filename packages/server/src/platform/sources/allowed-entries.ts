import { parseExportFileName } from '../../streams/parser/export-file-name.ts';
import { SourceError } from './source-error.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const UNSAFE = /[\\/\u0000-\u001f\u007f]|^\.{1,2}$/;
const SHOWN_NAMES = 3;
const SHOWN_CHARACTERS = 60;

/** Tells which listed names can be used, and reports those that somebody may have put there with intent. */
export class AllowedEntries {
  readonly #source: string;
  readonly #warn: (message: string) => void;
  #lastWarning = '';

  /** `source` is how the source is called in messages. `warn` hears of unsafe names once, not at each listing. */
  constructor(source: string, warn: (message: string) => void) {
    this.#source = source;
    this.#warn = warn;
  }

  /** The entries whose names are on the allow-list, each name once. */
  filter<T extends { readonly name: string }>(entries: Iterable<T>): T[] {
    const allowed = new Map<string, T>();
    const unsafe: string[] = [];
    for (const entry of entries) {
      if (parseExportFileName(entry.name)) allowed.set(entry.name, entry);
      else if (UNSAFE.test(entry.name)) unsafe.push(entry.name);
    }
    this.#report(unsafe);
    return [...allowed.values()];
  }

  #report(unsafe: readonly string[]): void {
    const shown = unsafe.slice(0, SHOWN_NAMES).map((name) => JSON.stringify(name.slice(0, SHOWN_CHARACTERS)));
    const warning = unsafe.length
      ? `Ignored ${unsafe.length} unsafe file names listed by ${this.#source}, such as ${shown.join(', ')}.`
      : '';
    if (warning && warning !== this.#lastWarning) this.#warn(warning);
    this.#lastWarning = warning;
  }
}

/** Throws a `bad-name` SourceError unless the name is on the allow-list, and so is safe in a path and in a command. */
export function requireExportName(name: string): void {
  if (parseExportFileName(name)) return;
  const shown = JSON.stringify(name.slice(0, SHOWN_CHARACTERS));
  throw new SourceError('bad-name', `${shown} is not the name of an export. It was not fetched.`);
}
