import Mocha from 'mocha';
import { writeFileSync } from 'node:fs';

const leakAfterMs = 15_000;

/** The spec report, and the counts for the parent process. A test that leaves a pool or timer open fails the run. */
export default class ParkmateReporter extends Mocha.reporters.Spec {
  epilogue() {
    super.epilogue();
    const { passes, failures } = this.stats;
    const { COUNTS_FILE } = process.env;
    if (COUNTS_FILE) writeFileSync(COUNTS_FILE, JSON.stringify({ passed: passes, failed: failures }));
    setTimeout(() => {
      console.error('The tests are over, yet something they opened keeps the process alive:');
      console.error(process.getActiveResourcesInfo().join(', '));
      process.exit(1);
    }, leakAfterMs).unref();
  }
}
