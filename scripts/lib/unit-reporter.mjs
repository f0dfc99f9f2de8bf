import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ofVitest } from './counts.mjs';
import { root } from './shell.mjs';

/** @typedef {import('vitest/node').Reporter} Reporter */

/**
 * Writes what came of all tests to test-results/unit.json. Vitest's own JSON leaves out what is thrown outside of a test.
 * @implements {Reporter}
 */
export default class UnitReporter {
  /**
   * @param {readonly import('vitest/node').TestModule[]} files
   * @param {readonly import('vitest').SerializedError[]} unhandled
   */
  onTestRunEnd(files, unhandled) {
    const folder = join(root, 'test-results');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'unit.json'), JSON.stringify(ofVitest(files, unhandled), null, 2));
  }
}
