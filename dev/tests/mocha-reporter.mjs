import Mocha from 'mocha';
import { writeFileSync } from 'node:fs';

const leakAfterMs = 15_000;
const { EVENT_SUITE_BEGIN, EVENT_SUITE_END } = Mocha.Runner.constants;

/**
 * The spec report, and for the parent process what failed and how long each file took, with its hooks. A test that leaves
 * a pool or timer open fails the run.
 */
export default class ParkmateReporter extends Mocha.reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    this.fileMs = {};
    let begunAt = 0;
    const isOfFile = ({ parent, file }) => parent?.root && file;
    runner.on(EVENT_SUITE_BEGIN, (suite) => {
      if (isOfFile(suite)) begunAt = performance.now();
    });
    runner.on(EVENT_SUITE_END, (suite) => {
      if (isOfFile(suite))
        this.fileMs[suite.file] = (this.fileMs[suite.file] ?? 0) + performance.now() - begunAt;
    });
  }

  epilogue() {
    super.epilogue();
    const { passes: passed } = this.stats;
    const failures = this.failures.map((test) => ({
      file: test.file,
      title: test.titlePath().join(' '),
      reason: String(test.err?.stack ?? test.err),
    }));
    const { COUNTS_FILE } = process.env;
    const counts = { passed, failures, fileMs: this.fileMs };
    if (COUNTS_FILE) writeFileSync(COUNTS_FILE, JSON.stringify(counts));
    setTimeout(() => {
      console.error('The tests are over, yet something they opened keeps the process alive:');
      console.error(process.getActiveResourcesInfo().join(', '));
      process.exit(1);
    }, leakAfterMs).unref();
  }
}
