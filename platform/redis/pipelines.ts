import type { ChainableCommander } from 'ioredis';

/** Runs a pipeline. @throws the first error reply. */
export async function execute(pipeline: ChainableCommander): Promise<unknown[]> {
  const replies = (await pipeline.exec()) ?? [];
  return replies.map(([error, reply]) => {
    if (error) throw error;
    return reply;
  });
}
