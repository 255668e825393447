import { elapsed } from '../lib/step.mjs';

/**
 * Counts what passed, failed and was skipped over all runners, prints a line for each thing
 * that ran, and at the end what failed in full, what was skipped with its reason, and the
 * one line with the counts.
 */
export class Tally {
  #passed = 0;
  #failures = [];
  #skips = [];
  #write;
  #requireServices;

  /**
   * @param {(text: string) => void} [write]
   * @param {boolean} [requireServices] a skip whose reason starts with "needs " (a service that
   *   could not be reached) is a failure
   */
  constructor(
    write = (text) => process.stdout.write(text),
    requireServices = process.env.WATTLET_REQUIRE_SERVICES === '1',
  ) {
    this.#write = write;
    this.#requireServices = requireServices;
  }

  /**
   * Adds what one file or check came to and prints its line.
   *
   * @param {string} name
   * @param {{ passed: number, failures: Failure[], skips: Skip[] }} outcome
   * @param {number} started performance.now() when it started
   *
   * @typedef {{ name: string, detail: string }} Failure
   * @typedef {{ name: string, reason: string }} Skip
   */
  add(name, outcome, started) {
    const missing = outcome.skips.filter((skip) => this.#isMissingService(skip));
    const skips = outcome.skips.filter((skip) => !this.#isMissingService(skip));
    const failures = [
      ...outcome.failures,
      ...missing.map((skip) => ({
        name: skip.name,
        detail: `Skipped, but services are required: ${skip.reason}`,
      })),
    ];
    this.#passed += outcome.passed;
    this.#failures.push(...failures.map((failure) => ({ ...failure, in: name })));
    this.#skips.push(...skips.map((skip) => ({ ...skip, in: name })));
    const counts = [
      outcome.passed > 0 && `${outcome.passed} passed`,
      failures.length > 0 && `${failures.length} failed`,
      skips.length > 0 && `${skips.length} skipped`,
    ].filter(Boolean);
    const mark = failures.length > 0 ? '✗' : '✓';
    this.#write(`${mark} ${name}  ${counts.join(', ') || 'nothing ran'}  ${elapsed(started)}\n`);
  }

  /**
   * Prints the failures, the skips and, last, `N passed, N failed, N skipped`.
   *
   * @returns {number} the exit code: 1 where anything failed, or nothing passed
   */
  report() {
    for (const { name, detail, in: place } of this.#failures) {
      this.#write(`\n✗ ${place} › ${name}\n${indent(detail)}\n`);
    }
    if (this.#skips.length > 0) this.#write('\nSkipped:\n');
    for (const { name, reason, in: place } of this.#skips) {
      this.#write(`  ${place} › ${name}: ${reason}\n`);
    }
    this.#write(`\n${this.#passed} passed, ${this.#failures.length} failed, ${this.#skips.length} skipped\n`);
    return this.#failures.length > 0 || this.#passed === 0 ? 1 : 0;
  }

  #isMissingService({ reason }) {
    return this.#requireServices && reason.startsWith('needs ');
  }
}

function indent(text) {
  return text.replace(/^(?=.)/gm, '    ');
}
