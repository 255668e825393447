// For tests: parses a load export from standard input and prints what it holds.
import { parseText, valuesOf } from './export-text.ts';

const chunks: Buffer[] = [];
for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
for (const [key, value] of valuesOf(await parseText(Buffer.concat(chunks)))) console.log(`${key} ${value}`);
