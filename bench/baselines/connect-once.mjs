/* A minimal service start: one process with one connection each to PostgreSQL and Redis. */
import { Redis } from 'ioredis';
import pg from 'pg';

const database = new pg.Client({ connectionString: process.env.DATABASE_URL });
const redis = new Redis(process.env.REDIS_URL, { lazyConnect: true });
await Promise.all([database.connect(), redis.connect()]);
await database.end();
redis.disconnect();
