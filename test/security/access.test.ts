import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { ParkMate } from '../harness/parkmate.js';
import { badTokensOf } from './bad-tokens.js';
import { kindOf, referenceOf } from './belongings.js';
import { withMail } from './fuzz-stage.js';
import { exampleBodies } from './example-body.js';
import { expectedFor, Matrix } from './matrix.js';
import { covers, namingFields, neededQuery, readOperations, type Operation } from './operations.js';
import { idOf, openWorld, type Caller, type Side, type World } from './world.js';

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** Every route of the description, as nobody, as everybody, and about what is somebody else's. New routes join by themselves. */
describe('Every route of the API', () => {
  let parkmate: ParkMate;
  let world: World;
  let operations: Operation[];
  let matrix: Matrix;

  before(async function () {
    this.timeout(30_000);
    parkmate = await ParkMate.start({ env: withMail });
    world = await openWorld(parkmate);
    // From here on nothing changes by itself, so that whatever does was caused by a call.
    await Promise.all(parkmate.workers.map((worker) => worker.stop()));
    operations = await readOperations(parkmate.url);
  });
  beforeEach(() => {
    matrix = new Matrix(parkmate.url, parkmate.db);
  });
  after(() => parkmate.stop());

  const targetOf = ({ path }: Operation, side: Side) => {
    const kind = kindOf(path);
    return kind && idOf(side, kind);
  };
  const bodiesOf = ({ body }: Operation, side: Side) =>
    body ? exampleBodies(body, (kind) => idOf(side, kind)) : [undefined];
  /** Open calls are nobody's: a token would only make `logout` end its session. */
  const tokenFor = ({ who }: Operation, { account }: Caller) =>
    who === 'anybody' ? undefined : account.token;
  const noProblems = () => {
    expect(matrix.wrong, matrix.wrong.join('\n')).to.be.empty;
  };

  it('can be placed: whose the things are that it names, and what its bodies look like', () => {
    expect(operations).not.to.be.empty;
    for (const operation of operations) {
      targetOf(operation, world.first);
      bodiesOf(operation, world.first);
      for (const { name, schema } of operation.parameters.filter((parameter) => parameter.in === 'query')) {
        if (schema.format === 'uuid') referenceOf(name);
      }
    }
  });

  it('answers 401 to nobody and to tokens that prove nothing', async () => {
    const tokens = Object.entries(await badTokensOf(world.first.owner));
    for (const operation of operations.filter(({ who }) => who !== 'anybody')) {
      const [body] = bodiesOf(operation, world.first);
      const id = targetOf(operation, world.first);
      for (const [name, token] of tokens) {
        await matrix.refuses(`nobody (${name})`, operation, { token, id, body }, { status: 401 });
      }
    }
    noProblems();
  }).timeout(20_000);

  it('answers 405 to methods that it does not have, and changes nothing', async () => {
    for (const operation of operations) {
      const declared = operations.filter(({ path }) => path === operation.path).map(({ method }) => method);
      const id = targetOf(operation, world.first);
      for (const method of methods.filter((name) => !declared.includes(name))) {
        const attempt = { method, id, token: world.first.owner.token };
        // `/notifications/read` could be the address of a notification, which then does not exist.
        const status = operations.some((other) => other.method === method && covers(other, operation))
          ? 404
          : 405;
        await matrix.refuses(`${method} by its owner`, operation, attempt, { status });
      }
    }
    noProblems();
  }).timeout(20_000);

  it('does nothing with what is not theirs and stands in a body', async () => {
    const callers = world.callers.filter(({ side }) => side === world.second);
    const tried = new Set<string>();
    for (const operation of operations) {
      for (const body of bodiesOf(operation, world.first)) {
        const [field] = namingFields(operation).filter((name) => body && name in body);
        if (field === undefined || referenceOf(field).whenForeign === 'allowed') continue;
        const status = referenceOf(field).whenForeign === 'not found' ? 404 : 200;
        for (const { name, ...caller } of callers) {
          if (expectedFor(operation, { name, ...caller }, world.second) !== 'served') continue;
          const attempt = { token: caller.account.token, id: targetOf(operation, world.second), body };
          tried.add(field);
          await matrix.refuses(`${name} with another's ${field}`, operation, attempt, { status });
        }
      }
    }
    expect([...tried]).to.include.members(['lotId', 'carWashId', 'ids']);
    noProblems();
  });

  it('lists nothing of others, also from their cursors on', async () => {
    const lists = operations.filter(({ method, path }) => method === 'GET' && !path.includes('{'));
    for (const operation of lists) {
      const names = operation.parameters
        .filter((parameter) => parameter.in === 'query')
        .map(({ name }) => name);
      for (const caller of world.callers.filter(({ side }) => side === world.second)) {
        if (expectedFor(operation, caller, world.second) !== 'served') continue;
        const queries = [
          '',
          ...names.filter((name) => /before|after/.test(name)).map((name) => `?${name}=1`),
        ];
        if (names.includes('cursor')) {
          const twin = world.callers.find(({ role, side }) => role === caller.role && side === world.first);
          const page = await matrix.call(operation, { token: twin?.account.token, query: '?limit=1' });
          expect(page.body.nextCursor, `${operation.call} has a second page`).to.be.a('string');
          queries.push(
            `?cursor=${String(page.body.nextCursor)}`,
            `?limit=100&cursor=${String(page.body.nextCursor)}`,
          );
        }
        for (const query of queries) {
          const attempt = { token: caller.account.token, query };
          const reply = await matrix.refuses(`${caller.name} ${query}`, operation, attempt, { status: 200 });
          matrix.keepsSecret(`${caller.name} ${query}`, operation, reply, world.first);
        }
      }
    }
    noProblems();
  });

  it('is served to those who may, is 403 to other roles, and 404 about what is not theirs', async () => {
    const target = world.first;
    // Whole inboxes are emptied last: single things must be there to be found.
    const order = [...operations].sort((a, b) => Number(b.path.includes('{')) - Number(a.path.includes('{')));
    for (const operation of order) {
      const id = targetOf(operation, target);
      const calls = world.callers.map((caller) => ({
        caller,
        expected: expectedFor(operation, caller, target),
        attempt: {
          token: tokenFor(operation, caller),
          id,
          body: bodiesOf(operation, caller.side ?? target)[0],
          query: neededQuery(operation),
        },
      }));
      const refused = calls.filter(({ expected }) => expected !== 'served');
      for (const { caller, expected, attempt } of refused) {
        const answer = { status: Number(expected), ...(expected === 404 ? { likeId: randomUUID() } : {}) };
        const reply = await matrix.refuses(caller.name, operation, attempt, answer);
        if (caller.side === world.second) matrix.keepsSecret(caller.name, operation, reply, target);
      }

      const key = randomUUID();
      for (const { caller, attempt } of calls.filter(({ expected }) => expected === 'served')) {
        const keyed = { ...attempt, key };
        const reply =
          caller.side === world.second && kindOf(operation.path) === undefined
            ? await matrix.leavesAlone(caller.name, operation, keyed, target)
            : await matrix.call(operation, keyed);
        const isServed =
          operation.who === 'anybody' ? reply.status !== 400 : reply.status < 300 || reply.status === 409;
        if (!isServed)
          matrix.wrong.push(`${operation.call} as ${caller.name}: ${reply.status} ${reply.text}`);
      }
      if (operation.method !== 'POST') continue;
      // The answer that is kept under a key is for whoever sent the key first.
      for (const { caller, expected, attempt } of refused) {
        const answer = { status: Number(expected), mayChange: ['idempotency_keys'] };
        await matrix.refuses(`${caller.name} with another's key`, operation, { ...attempt, key }, answer);
      }
    }
    noProblems();
  }).timeout(30_000);
});
