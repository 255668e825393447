import type { Setting } from '../config.ts';

const HEAD = `# Configuration

Every setting is an environment variable; an empty one is one that is not set. This page is made from the code
(\`npm run generate\`), and \`wattlet doctor\` shows what each is set to. What they are for is told in
[Operations](operations.md), [Who may see what](access.md) and the guides of the parts.

What is called a secret is never logged, and \`wattlet doctor\` says only that it is set. Where it has a sibling that ends in
\`_FILE\`, it can lie in a file instead.
`;

const COMMANDS = `## Of single commands

Some commands read these beside the others, and the library of the object store those of \`AWS_\`. \`wattlet doctor\` does not show
them, and none has a sibling that ends in \`_FILE\`.
`;

const COLUMNS = ['variable', 'default', 'meaning'];

/** The reference of all settings, and of those of single commands, in Markdown, as it is kept in the documentation. */
export function configurationPage(settings: readonly Setting[], ofCommands: readonly Setting[]): string {
  return `${HEAD}\n${tableOf(settings)}\n${COMMANDS}\n${tableOf(ofCommands)}`;
}

function tableOf(settings: readonly Setting[]): string {
  const rows = settings.map(({ name, fallback, meaning, secret }) => [
    `\`${name}\``,
    fallbackText(fallback, settings),
    `${meaning.replaceAll('|', '\\|')}${secret ? ' (secret)' : ''}`,
  ]);
  const widths = COLUMNS.map((_, column) =>
    Math.max(...[COLUMNS, ...rows].map((cells) => cells[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[], fill: string) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0, fill)).join(' | ')} |`;
  const table = [line(COLUMNS, ' '), line(['', '', ''], '-'), ...rows.map((cells) => line(cells, ' '))];
  return `${table.join('\n')}\n`;
}

/** Some settings fall back to another one. */
function fallbackText(fallback: string, settings: readonly Setting[]): string {
  if (fallback === '') return 'none';
  return settings.some(({ name }) => name === fallback) ? `that of \`${fallback}\`` : `\`${fallback}\``;
}
