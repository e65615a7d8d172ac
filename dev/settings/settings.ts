import { freePort, requireFreePort, whyNotFree } from './ports.js';
import { SetupProblem } from '../setup-problem.js';

export interface Ports {
  api: number;
  apiMetrics: number;
  workerMetrics: number;
}

type Env = NodeJS.ProcessEnv;

/** The environment without empty variables, which count as absent. */
export function givenEnv(env: Env): Env {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
}

/**
 * The configured ports, and distinct free ones for the others.
 * @throws SetupProblem when a configured one is taken or invalid.
 */
export async function choosePorts(env: Env): Promise<Ports> {
  const api = await chosenPort('PORT', env.PORT ?? '3000', []);
  const apiMetrics = env.METRICS_PORT
    ? await chosenPort('METRICS_PORT', env.METRICS_PORT, [api])
    : await usualOrFreePort(9464, [api]);
  return { api, apiMetrics, workerMetrics: await freePort([api, apiMetrics]) };
}

async function chosenPort(setting: string, value: string, others: number[]): Promise<number> {
  const port = Number(value);
  if (!Number.isInteger(port) || port < 0 || port > 65_535 || value.trim() === '') {
    throw new SetupProblem(
      `${setting} is "${value}", which is no port.`,
      `Set a number up to 65535: ${setting}=3000 npm start`,
    );
  }
  if (port === 0) return freePort(others);
  if (others.includes(port)) {
    throw new SetupProblem(
      `${setting} is ${port}, which is PORT as well.`,
      `Set another one, or leave it out: ${setting}=9464 npm start`,
    );
  }
  await requireFreePort(setting, port);
  return port;
}

/** The metrics port must not keep a second ParkMate from starting beside a first. */
async function usualOrFreePort(port: number, others: number[]): Promise<number> {
  return others.includes(port) || (await whyNotFree(port)) ? freePort(others) : port;
}

/** The host of a URL for a listening address: loopback for a server that listens on all addresses. */
export function addressToOpen(host = '127.0.0.1'): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}

/** Whether other machines can reach a server that listens on this host. */
export const isOpenToOthers = (host = '127.0.0.1') => !/^(127\.|localhost$|::1$)/.test(host);
