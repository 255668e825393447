// Imports the file of its argument and prints the peak of its own resident memory, in megabytes.
import { importInto, openBenchNode } from './bench-node.ts';

await using bench = await openBenchNode();
await importInto(bench, process.argv[2] ?? '', 'applied');
process.stdout.write(String(process.resourceUsage().maxRSS / 1024));
