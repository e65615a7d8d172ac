import { readdirSync, readFileSync } from 'node:fs';
import type { Redis } from 'ioredis';
import type pg from 'pg';
import type { ParkMate } from '../../test/harness/parkmate.js';

/** CPU milliseconds that each part has used so far. */
export type Usage = Record<Part, number>;
export type Part = 'api' | 'worker' | 'postgres' | 'redis' | 'client';

/** Clock tick of /proc: USER_HZ is 100. */
const tickMs = 10;
const kilobytesPerPage = 4;

interface Stat {
  parent: number;
  ownMs: number;
  /** CPU time of reaped children. */
  pastChildrenMs: number;
}

function readStat(pid: number): Stat | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field, `comm`, may contain spaces and parentheses.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const ms = (...places: number[]) =>
      places.reduce((sum, place) => sum + Number(fields[place]), 0) * tickMs;
    return { parent: Number(fields[1]), ownMs: ms(11, 12), pastChildrenMs: ms(13, 14) };
  } catch {
    return undefined;
  }
}

/** CPU milliseconds of a process. */
export const cpuMs = (pid: number): number => readStat(pid)?.ownMs ?? 0;

/** CPU time of a process and its children, including reaped ones. */
function familyCpuMs(pid: number): number {
  const own = readStat(pid);
  if (!own) return 0;
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => readStat(Number(name)))
    .filter((stat) => stat?.parent === pid);
  return own.ownMs + own.pastChildrenMs + children.reduce((sum, child) => sum + (child?.ownMs ?? 0), 0);
}

/** RSS of a process in kilobytes. */
export function residentKilobytes(pid: number): number {
  return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * kilobytesPerPage;
}

/** Process ids of PostgreSQL and Redis. */
export interface Servers {
  postgres: number;
  redis: number;
}

/** Finds the server processes behind two connections, which must be on this machine. */
export async function findServers(db: pg.Pool, redis: Redis): Promise<Servers> {
  const { rows } = await db.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const info = await redis.info('server');
  return {
    postgres: readStat(rows[0]?.pid ?? 0)?.parent ?? 0,
    redis: Number(/process_id:(\d+)/.exec(info)?.[1]),
  };
}

/** CPU time of all parts of ParkMate so far. The client is this process. */
export function readUsage(parkmate: ParkMate, servers: Servers): Usage {
  const sum = (pids: number[]) => pids.reduce((total, pid) => total + cpuMs(pid), 0);
  const { user, system } = process.cpuUsage();
  return {
    api: sum(parkmate.apis.map(({ process }) => process.pid)),
    worker: sum(parkmate.workers.map(({ pid }) => pid)),
    postgres: familyCpuMs(servers.postgres),
    redis: cpuMs(servers.redis),
    client: (user + system) / 1_000,
  };
}

/** The difference of two readings. */
export function usedSince(before: Usage, after: Usage): Usage {
  const of = (part: Part) => after[part] - before[part];
  return {
    api: of('api'),
    worker: of('worker'),
    postgres: of('postgres'),
    redis: of('redis'),
    client: of('client'),
  };
}

/** Peak RSS of a process, in megabytes. */
export function peakMegabytes(pid: number): number {
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1_024;
}
