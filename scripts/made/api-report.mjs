import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../lib/repository.mjs';

/**
 * What can be imported from a package, as its declarations say it: a line that changes here changes for whoever uses it.
 * Made of the `.d.ts` files that tsc has written for the entries of `exports`. (api-extractor, the usual tool, gives up on
 * what protobuf-es generates, and the compiler of this repository has no API for tools.)
 *
 * @param {string} name folder of the package
 */
export function apiReport(name) {
  const folder = join(root, 'packages', name);
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const entries = Object.entries(manifest.exports).flatMap(([path, { types } = {}]) =>
    types && !path.includes('*') ? [[path, join(folder, types)]] : [],
  );
  const sections = entries.map(([path, file]) => {
    const exported = [...exportsOf(file)].sort(([a], [b]) => (a < b ? -1 : 1));
    const texts = exported.map(([as, { text, from }]) => (as === from ? text : `${text}\n// as ${as}`));
    return `## ${manifest.name}${path.slice(1)}\n\n\`\`\`ts\n${texts.join('\n')}\n\`\`\`\n`;
  });
  return `# What ${manifest.name} exports\n\nMade by \`npm run generate\`. What the contract generates is not in it: \`buf breaking\` looks at that.\n\n${sections.join('\n')}`;
}

/** Everything that a module exports, by the name it is exported as, with the text of its declaration. */
function exportsOf(file, seen = new Set()) {
  if (seen.has(file)) return new Map();
  seen.add(file);
  const found = new Map();
  const statements = topLevel(readFileSync(file, 'utf8'));
  for (const statement of statements) {
    const [, all, from] =
      /^export (\*|\{[^}]*\}) from '([^']+)'/s.exec(statement) ??
      /^export (type \{[^}]*\}) from '([^']+)'/s.exec(statement) ??
      [];
    if (all === '*') {
      for (const [name, one] of exportsOf(beside(file, from), seen)) found.set(name, one);
      continue;
    }
    const [, list] = /^export (?:type )?\{([^}]*)\}/s.exec(statement) ?? [];
    if (list !== undefined) {
      for (const [local, as] of namesIn(list)) found.set(as, resolve(local, { file, from, statements }));
      continue;
    }
    for (const name of declared(statement))
      if (/^export /.test(statement)) found.set(name, { text: statement, from: name });
  }
  return found;
}

/** The declaration of a name that a module exports: its own, one that it imports, or one of the module it names. */
function resolve(local, { file, from, statements }) {
  if (from !== undefined) return ofModule(local, file, from);
  const own = statements.filter((one) => declared(one).includes(local));
  if (own.length > 0) return { text: own.join('\n'), from: local };
  for (const statement of statements) {
    const [, list, source] = /^import (?:type )?\{([^}]*)\} from '([^']+)'/s.exec(statement) ?? [];
    for (const [name, as] of namesIn(list ?? '')) if (as === local) return ofModule(name, file, source);
  }
  throw new Error(`${file} exports ${local}, which is not found`);
}

function ofModule(name, file, from) {
  // A name of another package is as that says.
  if (!from.startsWith('.') || from.includes('/gen/'))
    return { text: `export { ${name} } from '${from}';`, from: name };
  const found = exportsOf(beside(file, from)).get(name);
  if (!found) throw new Error(`${from}, imported by ${file}, exports no ${name}`);
  return found;
}

const beside = (file, from) => join(dirname(file), from.replace(/\.(js|ts)$/, '.d.ts'));

function namesIn(list) {
  return list
    .split(',')
    .map((one) => one.trim().replace(/^type /, ''))
    .filter((one) => one !== '')
    .map((one) => {
      const [name, as = name] = one.split(' as ');
      return [name, as];
    });
}

function declared(statement) {
  const [, name] =
    /^(?:export )?(?:declare )?(?:abstract )?(?:class|interface|type|function|enum|namespace|const|let|var) (\w+)/.exec(
      statement,
    ) ?? [];
  return name ? [name] : [];
}

/** The statements of a declaration file, without comments: each begins at the margin. */
function topLevel(text) {
  const statements = [];
  for (const line of text.replace(/^[ \t]*\/\*[\s\S]*?\*\/\n?|^\s*\/\/.*\n?/gm, '').split('\n')) {
    if (line.trim() === '') continue;
    if (/^[\s})\]]/.test(line) && statements.length > 0) statements.push(`${statements.pop()}\n${line}`);
    else statements.push(line);
  }
  return statements;
}
