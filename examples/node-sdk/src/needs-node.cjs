// Loaded before each script: an older Node cannot even read them, and would say so in a stack.
if (!process.features.typescript) {
  console.error(`Node 22.18 or newer is needed, which runs TypeScript as it is: this is ${process.version}`);
  process.exit(1);
}
