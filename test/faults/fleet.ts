import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import pg from 'pg';
import { freePort } from '../../dev/settings/ports.js';
import type { Account } from '../harness/account.js';
import { CastBuilder } from '../harness/cast.js';
import { compiledProcess, scriptProcess } from '../harness/node-process.js';
import type { MailServer } from '../harness/mail-server.js';
import type { SupervisedProcess } from '../harness/supervised-process.js';
import type { Cast } from './cast.js';
import { Client, type ClientFlaw } from './client.js';
import type { Devices } from './devices.js';
import type { Link } from './link.js';
import { openLinks, type Links } from './links.js';
import { Outages } from './outages.js';
import { plantTree } from './planted.js';
import { Recorder } from './recorder.js';
import type { Patch } from './seams.js';
import type { Services } from './services.js';
import { hereMs } from '../../dev/tests/machine.js';

/** Far beyond the longest outage of a scenario. */
const answeredWithinMs = 180_000;

export interface FleetOptions {
  apis?: number;
  workers?: number;
  env?: Record<string, string>;
  patches?: readonly Patch[];
  /** Changes the schema before anything starts. */
  sql?: string;
  clientFlaw?: ClientFlaw | undefined;
}

interface Extra {
  env?: Record<string, string>;
  nodeArguments?: string[];
}

/** A whole ParkMate for one scenario: real processes on a database of their own, with a link that can fail between any two. */
export class Fleet {
  readonly apis: SupervisedProcess[] = [];
  readonly workers: SupervisedProcess[] = [];
  readonly clients: Client[] = [];
  /** Loads that are running. */
  readonly loads: Cast['loads'] = new Set();
  readonly recorder = new Recorder();
  readonly outages = new Outages();
  /** Makes people whose clients nobody opens. */
  readonly builder = new CastBuilder(() => ({ db: this.db, url: this.url, jwtSecret: this.jwtSecret }));
  /** Who takes letters, where a scenario has somebody. */
  mail: MailServer | undefined;
  /** What shows pushes, where a scenario has some. */
  devices: Devices | undefined;
  private attacker: SupervisedProcess | undefined;
  private readonly ports = new Map<SupervisedProcess, number>();
  private readonly jwtSecret = randomBytes(32).toString('hex');

  private constructor(
    readonly services: Services,
    readonly database: string,
    /** Past every link, for the checker. */
    readonly db: pg.Pool,
    readonly links: Links,
    private readonly tree: string,
    private readonly options: FleetOptions,
  ) {}

  static async launch(services: Services, options: FleetOptions = {}): Promise<Fleet> {
    const database = await services.freshDatabase();
    await services.redis.command('FLUSHALL');
    if (options.sql !== undefined) await services.postgres.run(database, options.sql);
    const tree = await plantTree(join(services.folder, `tree-${database}`), options.patches ?? []);
    const { postgres, redis } = services;
    const links = await openLinks(postgres.port, redis.port);
    const db = new pg.Pool({ connectionString: postgres.url(database), max: 4 });
    // Idle connections break when a scenario stops PostgreSQL on purpose.
    db.on('error', () => undefined);
    const fleet = new Fleet(services, database, db, links, tree, options);
    const { apis = 1, workers = 1 } = options;
    await Promise.all([
      ...Array.from({ length: apis }, () => fleet.addApi()),
      ...Array.from({ length: workers }, () => fleet.addWorker()),
    ]);
    return fleet;
  }

  /** Where clients reach some API. */
  get url(): string {
    return `http://127.0.0.1:${this.links.clientToApi.port}`;
  }

  async addApi(extra: Extra = {}): Promise<SupervisedProcess> {
    const port = await freePort();
    const { apiToPostgres, apiToRedis, clientToApi } = this.links;
    const api = this.spawn('api', apiToPostgres, apiToRedis, extra, { PORT: String(port) });
    this.apis.push(api);
    await api.ready();
    clientToApi.targets = [...clientToApi.targets, port];
    this.ports.set(api, port);
    void api.ended().then(() => this.retire(api));
    return api;
  }

  /** Stops every process, does the work, and starts one api and one worker. */
  async whileStopped(work: () => Promise<void>): Promise<void> {
    await Promise.all([...this.apis, ...this.workers].map((process) => process.stop()));
    await work();
    await Promise.all([this.addApi(), this.addWorker()]);
  }

  /** As a load balancer does it: nobody new is sent there any more, and then it is asked to stop. */
  async retire(api: SupervisedProcess): Promise<void> {
    const { clientToApi } = this.links;
    const port = this.ports.get(api);
    clientToApi.targets = clientToApi.targets.filter((target) => target !== port);
    await api.stop();
  }

  async addWorker(extra: Extra = {}): Promise<SupervisedProcess> {
    const { workerToPostgres, workerToRedis } = this.links;
    const worker = this.spawn('worker', workerToPostgres, workerToRedis, extra, {});
    this.workers.push(worker);
    return worker.ready();
  }

  account(role: 'user' | 'owner' | 'admin'): Promise<Account> {
    return this.builder.account(role);
  }

  /** A client that is being served. */
  async client(account: Account): Promise<Client> {
    const client = new Client(account, {
      name: `client ${this.clients.length + 1}`,
      file: join(this.services.folder, `${this.database}-shown.jsonl`),
      flaw: this.options.clientFlaw,
    });
    this.clients.push(client);
    const served = client.served();
    client.connect();
    await served;
    return client;
  }

  /** Owners who share so many slots, and users, each with a client. */
  async cast({ users = 8, slots = 300, owners = 1 } = {}): Promise<Cast> {
    const [{ owners: hosts, ownerOf }, guests] = [
      await this.builder.owners(owners, slots),
      await this.builder.accounts('user', users),
    ];
    const [owner] = hosts;
    if (!owner) throw new Error('somebody must own the slots');
    const clients = await Promise.all([...hosts, ...guests].map((account) => this.client(account)));
    return { owner, users: guests, slots: [...ownerOf.keys()], ownerOf, clients, loads: this.loads };
  }

  /** Where one api answers, past every link. */
  addressOf(api: SupervisedProcess): string {
    return `http://127.0.0.1:${this.ports.get(api) ?? 0}`;
  }

  /** Somebody who means harm, as a process of its own that goes straight to the first api, past every link. */
  async attack({ token }: Account): Promise<SupervisedProcess> {
    const [api] = this.apis;
    if (!api) throw new Error('no API is running');
    const url = this.addressOf(api);
    this.attacker = scriptProcess(this.services.table, 'test/faults/crowd.main.ts', [url, token]);
    return this.attacker.start();
  }

  /** Resolves when some event that happens from now on has been told; the fleet is at work again. */
  async toldWithin(withinMs: number): Promise<void> {
    const [{ rows }, until] = [
      await this.db.query<{ at: Date }>('SELECT clock_timestamp() AS at'),
      Date.now() + withinMs,
    ];
    for (;;) {
      const told = await this.db.query('SELECT FROM notifications WHERE created_at > $1 LIMIT 1', [
        rows[0]?.at,
      ]);
      if (told.rowCount === 1) return;
      if (Date.now() > until) throw new Error(`nothing was told within ${withinMs} ms`);
      await this.db.query('SELECT pg_sleep(0.05)');
    }
  }

  /** Resolves when so many requests have been made since, of which each has come to its verdict. */
  async answered(more: number): Promise<void> {
    const { requests } = this.recorder;
    const enough = requests.length + more;
    const until = performance.now() + hereMs(answeredWithinMs);
    while (
      requests.length < enough ||
      requests.slice(0, enough).some(({ verdict }) => verdict === 'unknown')
    ) {
      if (performance.now() > until) throw new Error(`${more} calls were not all answered in time`);
      await this.db.query('SELECT pg_sleep(0.05)').catch(() => undefined);
    }
  }

  async close(): Promise<void> {
    for (const client of this.clients) client.close();
    await this.attacker?.kill();
    await this.mail?.close();
    await this.devices?.close();
    await Promise.all([...this.apis, ...this.workers].map((process) => process.kill()));
    await this.db.end();
    await Promise.all(Object.values(this.links).map((link: Link) => link.close()));
    await this.services.dropDatabase(this.database);
  }

  private spawn(
    name: 'api' | 'worker',
    toPostgres: Link,
    toRedis: Link,
    { env = {}, nodeArguments = [] }: Extra,
    own: Record<string, string>,
  ): SupervisedProcess {
    const { postgres, redis, table } = this.services;
    const settings = {
      ...{ NODE_ENV: 'test', LOG_LEVEL: 'info', RATE_LIMITS: 'off', METRICS_PORT: '0' },
      ACTIVE_BOOKINGS_PER_USER: '0',
      ...{ BOOKING_MIN_SECONDS: '1', WARNING_LEAD_SECONDS: '2', JWT_SECRET: this.jwtSecret },
      DATABASE_URL: toPostgres.through(postgres.url(this.database)),
      REDIS_URL: toRedis.through(redis.url),
    };
    return compiledProcess(table, `${name}/main`, {
      ...{ tree: this.tree, nodeArguments },
      env: { ...settings, ...this.options.env, ...own, ...env },
    }).spawn();
  }
}
