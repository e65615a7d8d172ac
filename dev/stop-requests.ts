/** Under npm a terminal's Ctrl-C arrives twice: from the terminal, which signals the process group, and forwarded by npm. */
const sameKeypressMs = 500;
const lookForParentEveryMs = 500;

/**
 * Resolves with the reason when the user, the system, or the death of npm requests a stop.
 * @param force called at a second request.
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
    // SIGHUP is not handled: the reaper cleans up after a closed terminal, and under nohup it must be ignored.
    if (process.env.npm_lifecycle_event)
      onOrphaned(() => {
        request('npm is gone');
      });
  });
}

/** After a SIGKILL of npm there is no signal: its orphan is reparented and can only poll its ppid. */
function onOrphaned(notify: () => void): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    notify();
  }, lookForParentEveryMs);
  timer.unref();
}
