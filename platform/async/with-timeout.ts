/**
 * Adds a timeout. When this process itself was blocked (by garbage collection, by a busy machine), the timer fires before
 * the socket is read; one more turn of the event loop lets an answer that has already arrived win.
 * @throws what the work throws, or an error that names `who` and the timeout.
 */
export async function withTimeout<Result>(
  work: Promise<Result>,
  withinMs: number,
  who: string,
): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      setImmediate(() => {
        reject(new Error(`${who} did not answer within ${withinMs} ms`));
      });
    }, withinMs);
  });
  return Promise.race([work, late]).finally(() => {
    clearTimeout(timer);
  });
}
