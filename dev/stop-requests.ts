/** A terminal's Ctrl-C reaches us twice under npm, which passes on what the terminal has sent to everybody. */
const sameKeypressMs = 500;
const lookForParentEveryMs = 500;

/**
 * Resolves with the reason when the person at the keyboard, the system, or the death of npm asks for a stop.
 * @param force called when they ask again.
 */
export function stopRequested(force: () => void): Promise<string> {
  return new Promise((resolve) => {
    let firstAt: number | undefined;
    const request = (reason: string) => {
      if (firstAt !== undefined && performance.now() - firstAt > sameKeypressMs) force();
      firstAt ??= performance.now();
      resolve(reason);
    };
    process.on('SIGINT', request);
    process.on('SIGTERM', request);
    // SIGHUP is left alone: the reaper cleans up after a closed terminal, and under nohup we are to go on.
    if (process.env.npm_lifecycle_event)
      onOrphaned(() => {
        request('npm is gone');
      });
  });
}

/** npm killed outright sends nothing; its child can only notice that it has another parent. */
function onOrphaned(notify: () => void): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    notify();
  }, lookForParentEveryMs);
  timer.unref();
}
