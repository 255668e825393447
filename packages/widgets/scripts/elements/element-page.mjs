import { elementsOf } from './element-manifest.mjs';

const HEAD = `# The elements

| ![Generation per type of Germany, stacked](images/portal-generation-germany.png) | ![Meters on a phone: an hour above its limit](images/portal-meters.png) |
| --- | --- |
| \`<energy-chart>\` | the same, with \`meter\` |

Made from the sources by \`npm run generate\`, as is [the manifest](../packages/widgets/custom-elements.json) for editors. How to
use them is in [the package](../packages/widgets/README.md) and in [theming](theming.md). The colours of a theme are custom
properties of all elements: \`--wattlet-\` with the name of a token in \`packages/widgets/src/theme/tokens.ts\`.
`;

/** The page that says all that the elements of a manifest say of themselves. */
export function elementPage(manifest) {
  return [HEAD, ...elementsOf(manifest).map(section)].join('\n');
}

const oneLine = (text = '') => text.replace(/\s+/g, ' ').trim();
const cell = (text) => oneLine(text).replaceAll('|', '\\|');
const code = (text) => (text ? `\`${text}\`` : '');

function table(title, head, rows) {
  if (rows.length === 0) return '';
  const lines = rows.map((row) => `| ${row.map(cell).join(' | ')} |`);
  return `\n### ${title}\n\n| ${head.join(' | ')} |\n|${head.map(() => ' --- |').join('')}\n${lines.join('\n')}\n`;
}

function section({ tagName, summary, description, members, attributes = [], events, ...element }) {
  const { slots = [], cssParts = [], cssProperties = [] } = element;
  const attributeOf = new Map(attributes.map(({ fieldName, name }) => [fieldName, name]));
  const fields = members.filter(({ kind }) => kind === 'field');
  const properties = fields.filter(({ name }) => !attributeOf.has(name));
  const named = (rows) => rows.map(({ name, description: what }) => [code(name), what]);
  return [
    `## \`<${tagName}>\`\n\n${oneLine(summary)}\n`,
    description ? `\n${description.trim()}\n` : '',
    table(
      'Attributes',
      ['name', 'type', 'default', 'what it is'],
      fields
        .filter(({ name }) => attributeOf.has(name))
        .map(({ name, type, default: value, description: what }) => [
          code(attributeOf.get(name)),
          code(type?.text),
          code(value === "''" || value === 'false' ? '' : value),
          what,
        ]),
    ),
    table(
      'Properties',
      ['name', 'type', 'what it is'],
      properties.map(({ name, type, readonly, description: what }) => [
        code(name) + (readonly ? ' (read only)' : ''),
        code(type?.text),
        what,
      ]),
    ),
    table(
      'Methods',
      ['name', 'what it does'],
      members
        .filter(({ kind }) => kind === 'method')
        .map(({ name, parameters = [], description: what }) => [
          code(`${name}(${parameters.map((one) => one.name + (one.optional ? '?' : '')).join(', ')})`),
          what,
        ]),
    ),
    table('Slots', ['name', 'what goes there'], named(slots)),
    table(
      'Events',
      ['name', 'class', 'when'],
      events.map(({ name, type, description: what }) => [code(name), code(type?.text), what]),
    ),
    table('Parts', ['name', 'what it is'], named(cssParts)),
    table(
      'Custom properties',
      ['name', 'default', 'what it sets'],
      cssProperties.map(({ name, default: value, description: what }) => [code(name), code(value), what]),
    ),
  ].join('');
}
