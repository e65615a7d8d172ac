import { Link } from './link.js';

/** Every way by which the processes reach each other. */
export interface Links {
  apiToPostgres: Link;
  apiToRedis: Link;
  workerToPostgres: Link;
  workerToRedis: Link;
  clientToApi: Link;
}

/** Ways to a PostgreSQL and a Redis on these ports, and one to APIs that are yet to start. */
export async function openLinks(postgresPort: number, redisPort: number): Promise<Links> {
  return {
    apiToPostgres: await Link.open(postgresPort),
    apiToRedis: await Link.open(redisPort),
    workerToPostgres: await Link.open(postgresPort),
    workerToRedis: await Link.open(redisPort),
    clientToApi: await Link.open(),
  };
}
