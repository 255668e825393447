// Writes docs/elements.md from what the elements say of themselves: their attributes and properties, and the JSDoc tags
// @slot, @fires, @csspart and @cssproperty.
//
//   node packages/widgets/scripts/element-reference.mjs          writes the page
//   node packages/widgets/scripts/element-reference.mjs check    fails where the page is not up to date
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const sources = fileURLToPath(new URL('../src/', import.meta.url));
const page = fileURLToPath(new URL('../../../docs/elements.md', import.meta.url));

/** The page for these sources of elements. */
export function elementReference(files) {
  const described = files.map(describe).filter(({ name }) => name);
  const head =
    '# The elements\n\nMade from the sources by `node packages/widgets/scripts/element-reference.mjs`. How to use them is in\n' +
    '[the package](../packages/widgets/README.md). The colours of a theme are custom properties of all elements: `--wattlet-`\nwith the name of a token in `packages/widgets/src/theme/tokens.ts`. Two ready themes set them:\n`@wattlet/widgets/themes/control-room.css` and `paper.css`.\n';
  return `${[head, ...described.sort((a, b) => a.name.localeCompare(b.name)).map(section)].join('\n')}`;
}

function describe(source) {
  const { doc, rest } = split(source);
  const text = doc.replace(/^\s*\* ?/gm, '');
  const tags = (name) =>
    [
      ...text.matchAll(
        new RegExp(`^@${name} (?:\\{(\\w+)\\} )?(\\[[^\\]]+\\]|[\\w-]+) - (.+(?:\\n(?!@|\\n).+)*)`, 'gm'),
      ),
    ].map(([, type, key, what]) => ({ type, key: key.replace(/^\[|\]$/g, ''), what: oneLine(what) }));
  return {
    name: text.match(/@element ([\w-]+)/)?.[1],
    summary: oneLine(text.match(/@summary (.+)/)?.[1] ?? ''),
    attributes: attributesOf(rest),
    slots: tags('slot'),
    events: tags('fires'),
    parts: tags('csspart'),
    properties: tags('cssproperty'),
  };
}

/** The comment that describes the element, and what comes after it. */
function split(source) {
  const at = source.indexOf('@element');
  if (at < 0) return { doc: '', rest: '' };
  const from = source.lastIndexOf('/**', at);
  const to = source.indexOf('*/', at);
  return { doc: source.slice(from + 3, to), rest: source.slice(to) };
}

function attributesOf(source) {
  const pattern =
    /\/\*\*((?:(?!\*\/)[\s\S])*?)\*\/\s*@property\(([^)]*)\) (\w+)(?:: ([^=;]+?))?(?: = ([^;]+))?;/g;
  return [...source.matchAll(pattern)].map(([, doc, options, property, , value]) => ({
    key: options.match(/attribute: '([\w-]+)'/)?.[1] ?? property,
    isProperty: /attribute: false/.test(options),
    value: value && !["''", 'false', '[]'].includes(value) ? value : '',
    what: oneLine(doc.replace(/^\s*\* ?/gm, '')),
  }));
}

const oneLine = (text) => text.replace(/\s+/g, ' ').trim();
const cell = (text) => text.replaceAll('|', '\\|');

function table(title, head, rows) {
  if (rows.length === 0) return '';
  const cells = [head, ...rows.map((row) => row.map(cell))];
  // As the formatter has it: columns as wide as the widest of their cells.
  const widths = head.map((_, column) => Math.max(3, ...cells.map((row) => row[column].length)));
  const line = (row, filler = ' ') =>
    `| ${row.map((text, column) => text.padEnd(widths[column], filler)).join(' | ')} |`;
  const rule = line(
    head.map(() => ''),
    '-',
  );
  const [names, ...values] = cells.map((row) => line(row));
  return `\n### ${title}\n\n${[names, rule, ...values].join('\n')}\n`;
}

function section({ name, summary, attributes, slots, events, parts, properties }) {
  const code = (text) => (text ? `\`${text}\`` : '');
  const named = (rows) => rows.map(({ key, what }) => [code(key), what]);
  return [
    `## \`<${name}>\`\n\n${summary}\n`,
    table(
      'Attributes',
      ['name', 'default', 'what it is'],
      attributes.map(({ key, isProperty, value, what }) => [
        code(key) + (isProperty ? ' (property only)' : ''),
        code(value),
        what,
      ]),
    ),
    table('Slots', ['name', 'what goes there'], named(slots)),
    table(
      'Events',
      ['name', 'class', 'when'],
      events.map(({ key, type = '', what }) => [code(key), code(type), what]),
    ),
    table('Parts', ['name', 'what it is'], named(parts)),
    table(
      'Custom properties',
      ['name', 'default', 'what it sets'],
      properties.map(({ key, what }) => [code(key.split('=')[0]), code(key.split('=')[1] ?? ''), what]),
    ),
  ].join('');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const files = globSync('*/*-element.ts', { cwd: sources }).sort();
  const text = elementReference(files.map((file) => readFileSync(`${sources}${file}`, 'utf8')));
  if (process.argv[2] !== 'check') writeFileSync(page, text);
  else if (readFileSync(page, 'utf8') !== text) {
    console.error('docs/elements.md is not up to date: node packages/widgets/scripts/element-reference.mjs');
    process.exitCode = 1;
  }
}
