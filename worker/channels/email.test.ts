import { expect } from 'chai';
import type { Channel } from '../../domain/deliveries/channel.js';
import { EmailTest } from '../../test/harness/email-channel.js';
import { unanswered } from './email-answers.js';

describe('E-mail', () => {
  let test: EmailTest;
  before(async () => {
    test = await EmailTest.open();
  });
  after(() => test.close());
  beforeEach(() => test.begin());
  afterEach(() => {
    test.end();
  });

  it('is sent over a few connections, however many letters there are', async () => {
    for (let n = 0; n < 12; n++) await test.decline();
    await test.deliver();
    await test.deliver();
    expect(test.server.letters).to.have.length(12);
    expect(test.server.connections).to.be.at.most(10);
    expect(new Set(test.server.letters.map(({ messageId }) => messageId)).size).to.equal(12);
  });

  it('stops for an address that does not exist, and for no other reason', async () => {
    test.server.behave({ rcpt: { code: 550, text: `5.7.1 <${test.address}>: blocked by policy` } });
    await test.decline();
    await test.deliver();
    expect([(await test.rows())[0]?.status, await test.stopReason()]).to.deep.equal(['failed', null]);
    test.server.behave({ rcpt: { code: 550, text: `5.1.1 <${test.address}>: no such user` } });
    await test.decline();
    await test.deliver();
    expect(await test.stopReason()).to.equal('bounced');
    expect(await test.rows()).to.have.length(2);
    expect((await test.rows()).map(({ lastError }) => lastError).join())
      .to.contain('no such user')
      .and.not.contain('@');
    await test.decline();
    expect(await test.rows(), 'no more of them').to.have.length(2);
  });

  for (const [what, behaviour, status, attempts] of [
    ['a mailbox that is full for now', { rcpt: { code: 452, text: '4.2.2 full' } }, 'due', 1],
    ['a letter that is not wanted for now', { end: { code: 451, text: '4.7.1 later' } }, 'due', 1],
    ['a letter that is taken for spam', { end: { code: 554, text: '5.7.1 spam' } }, 'failed', 1],
    ['a server that cuts the line at once', { connect: 'die' }, 'due', 0],
    ['a server that is shutting down', { connect: { code: 421, text: 'closing' } }, 'due', 0],
    ['a server that shuts down at the recipient', { rcpt: { code: 421, text: 'closing' } }, 'due', 0],
    ['a server that dies at the recipient', { rcpt: 'die' }, 'due', 0],
    ['a server that refuses the sender', { from: { code: 550, text: '5.7.1 not you' } }, 'due', 0],
  ] as const)
    it(`bears ${what}`, async () => {
      test.server.behave(behaviour);
      await test.decline();
      await test.deliver();
      expect(test.server.letters).to.deep.equal([]);
      expect((await test.rows())[0]).to.include({ status, attempts });
      expect(await test.stopReason()).to.equal(null);
      test.server.behave({});
      await test.deliver();
      expect(test.server.letters.length).to.equal(status === 'due' ? 1 : 0);
    });

  it('waits for a server that is away, and is sent when it is back', async () => {
    await test.decline();
    await test.server.close();
    await test.deliver();
    expect((await test.rows())[0]).to.include({ status: 'due', attempts: 0 });
    await test.server.open();
    await test.deliver();
    expect((await test.rows())[0]).to.include({ status: 'sent', attempts: 1 });
  });

  it('waits where the login is refused', async () => {
    test.server.behave({ login: { code: 535, text: '5.7.8 wrong password' } });
    await test.decline();
    const withLogin = test.openChannel(test.server.url.replace('//', '//somebody:secret@'));
    await test.deliver(withLogin);
    expect((await test.rows())[0]).to.include({ status: 'due', attempts: 0 });
    test.server.behave({});
    await test.deliver(withLogin);
    expect((await test.rows())[0]).to.include({ status: 'sent' });
    withLogin.close?.();
  });

  it('sends no password where there is no TLS, except to this machine', async () => {
    const port = new URL(test.server.url).port;
    const away = test.openChannel(`smtp://somebody:secret@127.0.0.1:${port}?requireTLS=true`);
    await test.decline();
    await test.deliver(away);
    expect((await test.rows())[0]).to.include({ status: 'due', attempts: 0 });
    expect(test.server.letters).to.deep.equal([]);
    away.close?.();
  });

  it('may arrive twice, and no third time, where the line is lost before the answer, as the same message', async () => {
    test.server.behave({ end: 'die' });
    await test.decline();
    for (let attempt = 0; attempt < 4; attempt++) await test.deliver();
    expect(test.server.letters).to.have.length(2);
    expect(new Set(test.server.letters.map(({ messageId }) => messageId)).size).to.equal(1);
    expect((await test.rows())[0]).to.deep.include({
      status: 'failed',
      attempts: 2,
      lastError: `twice ${unanswered}`,
    });
  });

  it('arrives no third time either where the server could not be reached in between', async () => {
    await test.decline();
    test.server.behave({ end: 'die' });
    await test.deliver();
    test.server.behave({ connect: { code: 421, text: 'not now' } });
    await test.deliver();
    test.server.behave({ rcpt: { code: 450, text: 'not now' } });
    await test.deliver();
    test.server.behave({ end: 'die' });
    for (let attempt = 0; attempt < 3; attempt++) await test.deliver();
    expect(test.server.letters).to.have.length(2);
    expect((await test.rows())[0]).to.include({ status: 'failed', lastError: `twice ${unanswered}` });
  });

  it('is sent again where the line is lost in its middle', async () => {
    test.server.behave({ body: 'die' });
    await test.decline();
    await test.deliver();
    expect((await test.rows())[0]).to.include({ status: 'due', attempts: 1, lastError: unanswered });
    test.server.behave({});
    await test.deliver();
    expect([test.server.letters.length, (await test.rows())[0]?.status]).to.deep.equal([1, 'sent']);
  });

  it('gives a server up that does not answer, and cuts the line', async () => {
    test.server.behave({ rcpt: 'hang' });
    await test.decline();
    const impatient: Channel = {
      ...test.channel,
      send: (delivery) => test.channel.send(delivery, AbortSignal.timeout(100)),
    };
    await test.deliver(impatient);
    expect((await test.rows())[0]).to.include({ status: 'due', attempts: 0 });
    test.server.behave({});
    await test.deliver();
    expect((await test.rows())[0]).to.include({ status: 'sent', attempts: 1 });
    expect(test.server.letters).to.have.length(1);
  });

  it('takes a slow server for what it is', async () => {
    test.server.slowMs = 150;
    for (let n = 0; n < 3; n++) await test.decline();
    await test.deliver();
    expect((await test.rows()).map(({ status }) => status)).to.deep.equal(['sent', 'sent', 'sent']);
  });

  it('keeps a purpose that it does not know for another release', async () => {
    await test.domain.query(
      `INSERT INTO deliveries (user_id, channel, provider, purpose, priority, due_at)
       VALUES ($1, 'email', 'email', 'from-the-future', 1, now())`,
      [test.user.userId],
    );
    await test.deliver();
    expect((await test.rows())[0]).to.include({ status: 'due', attempts: 1 });
    expect(test.server.letters).to.deep.equal([]);
  });
});
