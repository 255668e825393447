// Loaded by `--import` into a process of the proof: its wall clock is off by as many milliseconds as the file that
// `WATTLET_PROOF_CLOCK` names says, and jumps when that changes. As on a machine whose clock is set, timers and
// `performance.now()` go on evenly; other than there, only JavaScript sees it: PostgreSQL, certificates and files keep their own.
import { readFileSync } from 'node:fs';

const LOOK_MS = 100;

const path = process.env.WATTLET_PROOF_CLOCK;
const TrueDate = Date;
let offsetMs = 0;

const look = () => {
  try {
    offsetMs = Number(readFileSync(path, 'utf8'));
  } catch (error) {
    // No file, no offset.
    if (error.code !== 'ENOENT') throw error;
  }
};

if (path) {
  look();
  setInterval(look, LOOK_MS).unref();
  globalThis.Date = new Proxy(TrueDate, {
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length === 0 ? [TrueDate.now() + offsetMs] : args, newTarget),
    apply: () => new Date().toString(),
    get: (target, name, receiver) =>
      name === 'now' ? () => TrueDate.now() + offsetMs : Reflect.get(target, name, receiver),
  });
}
