/** The Redis server of this run of tests. `npm test` starts one and says where. */
export function redisUrl(): string {
  const url = process.env.TEST_REDIS_URL;
  if (!url) throw new Error('TEST_REDIS_URL is missing: run the tests with npm test.');
  return url;
}
