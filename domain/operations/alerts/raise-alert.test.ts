import { expect } from 'chai';
import { openDomain, silentLog, type Domain } from '../../../test/harness/domain.js';
import type { Caller } from '../../accounts/caller.js';
import { listNotifications } from '../../notifications/list-notifications.js';
import { notify } from '../../notifications/notify.js';
import { clearAlert } from './clear-alert.js';
import { readOpenAlerts } from './list-alerts.js';
import { raiseAlert } from './raise-alert.js';

const rule = 'dead-events';
const found = {
  ...({ rule, subject: '', severity: 'critical', figure: '3' } as const),
  ...{ message: `${rule}: 3 events`, translations: { es: `${rule}: 3 eventos` } },
};
const clearing = { unseenForMs: 0, isForWebhook: false };

describe('An alert', () => {
  let domain: Domain;
  let operators: Caller[];

  beforeEach(async () => {
    domain = await openDomain();
    operators = [await domain.account('operator'), await domain.account('operator')];
  });
  afterEach(() => domain.close());

  const raise = async () => {
    const id = await raiseAlert(domain.db, found, false);
    if (id === undefined) throw new Error('it was open');
    return id;
  };
  const types = () => domain.query<{ type: string }>('SELECT type FROM events ORDER BY occurred_at');
  const tell = (eventIds: string[]) => notify(domain.db, eventIds, silentLog);
  const announced = () => domain.announced.splice(0);

  it('is raised once and cleared once, with one event each, however many processes evaluate', async () => {
    for (let round = 1; round <= 3; round++) {
      const raised = await Promise.all(Array.from({ length: 10 }, () => raiseAlert(domain.db, found, false)));
      const [id, ...others] = raised.filter((one) => one !== undefined);
      if (id === undefined) throw new Error('nobody raised it');
      expect(others).to.deep.equal([]);
      expect(await readOpenAlerts(domain.db)).to.have.lengthOf(1);
      const cleared = await Promise.all(
        Array.from({ length: 10 }, () => clearAlert(domain.db, id, clearing)),
      );
      expect(cleared.filter((did) => did)).to.deep.equal([true]);
      expect(await readOpenAlerts(domain.db)).to.deep.equal([]);
      expect(await types()).to.have.lengthOf(2 * round);
    }
  });

  it('is open beside another of the same rule about something else', async () => {
    await raise();
    expect(await raiseAlert(domain.db, { ...found, subject: 'notify' }, false)).to.be.a('string');
    expect(await readOpenAlerts(domain.db)).to.have.lengthOf(2);
  });

  it('is told to all operators who are not suspended and to nobody else, until it is cleared', async () => {
    const suspended = await domain.account('operator');
    await domain.query('UPDATE users SET suspended_at = now() WHERE id = $1', [suspended.userId]);
    const others = [suspended, await domain.account('admin'), await domain.account('user')];
    const id = await raise();
    for (const operator of operators) {
      expect(await domain.inboxOf(operator)).to.deep.equal(['alert.raised']);
      const { items } = await listNotifications(domain.db, operator, { limit: 1 });
      expect(items[0]).to.include({ type: 'error', link: '/operations', message: found.message });
    }
    for (const other of others) expect(await domain.inboxOf(other)).to.deep.equal([]);

    await clearAlert(domain.db, id, clearing);
    const { messages } = await tell(announced());
    expect(messages.map(({ name }) => name)).to.deep.equal(['inbox:changed', 'inbox:changed']);
    for (const operator of operators) {
      expect(await domain.inboxOf(operator)).to.deep.equal([]);
      const { unreadCount } = await listNotifications(domain.db, operator, { limit: 1 });
      expect(unreadCount).to.equal(0);
    }
  });

  it('is told to each operator in their language, and shown in all of them', async () => {
    const [english, spanish] = operators;
    if (!english || !spanish) throw new Error('no operators');
    await domain.query(`UPDATE users SET language = 'es' WHERE id = $1`, [spanish.userId]);
    const id = await raise();
    await tell(announced());
    const messages = async (operator: Caller) =>
      (await listNotifications(domain.db, operator, { limit: 5 })).items.map(({ message }) => message);
    expect(await messages(english)).to.deep.equal([found.message]);
    expect(await messages(spanish)).to.deep.equal([found.translations.es]);
    const [open] = await readOpenAlerts(domain.db);
    expect(open)
      .to.include({ message: found.message })
      .and.deep.include({ translations: found.translations });
    await clearAlert(domain.db, id, clearing);
    const [cleared] = await domain.query<{ payload: object }>(
      `SELECT payload FROM events WHERE type = 'alert.cleared'`,
    );
    expect(cleared?.payload).to.deep.include({ translations: found.translations });
  });

  it('that an earlier release raised is told in English', async () => {
    const [operator] = operators;
    if (!operator) throw new Error('no operator');
    await domain.query(`UPDATE users SET language = 'es' WHERE id = $1`, [operator.userId]);
    await raise();
    await domain.query(`UPDATE events SET payload = payload - 'translations'`);
    await tell(announced());
    const { items } = await listNotifications(domain.db, operator, { limit: 5 });
    expect(items.map(({ message }) => message)).to.deep.equal([found.message]);
    const [open] = await readOpenAlerts(domain.db);
    expect(open?.translations).to.deep.equal({});
  });

  it('is superseded from the beginning where it was cleared before anybody was told', async () => {
    const id = await raise();
    const told = announced();
    await clearAlert(domain.db, id, clearing);
    await tell(announced());
    await tell(told);
    const [operator] = operators;
    if (!operator) throw new Error('no operator');
    const { items, unreadCount } = await listNotifications(domain.db, operator, { limit: 5 });
    expect(items.map(({ event }) => event)).to.deep.equal(['alert.raised']);
    expect(items[0]?.supersededAt).to.be.a('string');
    expect(unreadCount).to.equal(0);
  });

  it('supersedes no notification of an earlier or another alert', async () => {
    const first = await raise();
    const other = await raiseAlert(domain.db, { ...found, subject: 'other' }, false);
    await tell(announced());
    await clearAlert(domain.db, first, clearing);
    await raise();
    await tell(announced());
    const [operator] = operators;
    if (!operator || other === undefined) throw new Error('nothing to test');
    const { items } = await listNotifications(domain.db, operator, { limit: 5 });
    expect(items.map(({ supersededAt }) => supersededAt === null)).to.deep.equal([true, true, false]);
  });

  it('is not cleared while another process has seen the condition lately', async () => {
    const id = await raise();
    expect(await clearAlert(domain.db, id, { ...clearing, unseenForMs: 60_000 })).to.equal(false);
    await domain.query(`UPDATE alerts SET seen_at = now() - interval '61 seconds'`);
    expect(await clearAlert(domain.db, id, { ...clearing, unseenForMs: 60_000 })).to.equal(true);
  });
});
