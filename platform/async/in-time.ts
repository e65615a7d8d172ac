/**
 * What the work comes to, if it does so in time.
 * A process that was held up itself (by a collection, by a busy machine) finds that time is over before it looks at
 * what has arrived meanwhile, so it looks once more before it calls the other side late.
 * @throws what the work throws; an error that says how long `who` was given.
 */
export async function inTime<Result>(work: Promise<Result>, withinMs: number, who: string): Promise<Result> {
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
