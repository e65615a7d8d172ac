import { expect } from 'chai';
import { UnsubscribeLinks } from '../../domain/deliveries/mail/unsubscribe-link.js';
import { EmailTest, origin, secrets } from '../../test/harness/email-channel.js';

describe('A letter', () => {
  let test: EmailTest;
  before(async () => {
    test = await EmailTest.open();
  });
  after(() => test.close());
  beforeEach(() => test.begin());
  afterEach(() => {
    test.end();
  });

  it('arrives as one letter, as HTML and as text, from the sender to the address, in the words of the inbox', async () => {
    const booking = await test.decline();
    await test.deliver();
    const [row] = await test.rows();
    expect(row).to.include({ status: 'sent', attempts: 1 });
    const [letter] = test.server.letters;
    expect(letter).to.include({ from: 'hello@parkmate.example', messageId: `<${row?.id}@parkmate.example>` });
    expect(letter?.to).to.deep.equal([test.address]);
    expect(letter?.headers).to.include({
      ...{ subject: 'Booking declined', from: 'ParkMate <hello@parkmate.example>', to: test.address },
      ...{ 'auto-submitted': 'auto-generated', 'list-unsubscribe-post': 'List-Unsubscribe=One-Click' },
    });
    for (const part of [letter?.text, letter?.html])
      expect(part)
        .to.contain('The lot is closed.')
        .and.contain(`${origin}/bookings/${booking}`)
        .and.contain('(local time)');
  });

  it('says where it is switched off, for its event and for all', async () => {
    await test.decline();
    await test.deliver();
    const [letter] = test.server.letters;
    const [, url = ''] = /^<(.+)>$/.exec(letter?.headers['list-unsubscribe'] ?? '') ?? [];
    expect(url).to.match(/^https:\/\/parkmate\.example\/api\/mail\/unsubscribe\?token=/);
    const links = new UnsubscribeLinks(secrets, origin);
    const token = new URL(url).searchParams.get('token') ?? '';
    expect(links.read(token)).to.deep.equal({ userId: test.user.userId, event: 'booking.declined' });
    expect(letter?.text)
      .to.contain(url)
      .and.contain(links.of({ userId: test.user.userId, event: null }));
  });

  it('is in the language of whom it is for', async () => {
    await test.domain.query(`UPDATE users SET language = 'es' WHERE id = $1`, [test.user.userId]);
    await test.decline();
    await test.deliver();
    const [letter] = test.server.letters;
    expect(letter?.headers.subject).to.equal('Reserva rechazada');
    expect(letter?.html).to.contain('<html lang="es"').and.contain('Abrir la reserva');
    expect(letter?.text).to.contain('Recibes este correo');
  });

  it('shows what people typed, and reads nothing of it', async () => {
    await test.decline(`<img src=x onerror=alert(1)> & "you"\r\nBcc: everybody@parkmate.example`);
    await test.deliver();
    const [letter] = test.server.letters;
    expect(letter?.html)
      .to.contain('&lt;img src=x onerror=alert(1)&gt; &amp; &quot;you&quot;')
      .and.not.contain('<img');
    expect(letter?.text).to.contain('<img src=x onerror=alert(1)> & "you"');
    expect(letter?.headers).to.not.have.property('bcc');
    expect(letter?.to).to.deep.equal([test.address]);
  });

  it('holds all news that somebody has gathered', async () => {
    await test.decline('The lot is closed.');
    await test.decline('It rains.');
    await test.domain.query(`INSERT INTO preferences (user_id, digest) VALUES ($1, 'hourly')`, [
      test.user.userId,
    ]);
    await test.domain.query(`UPDATE deliveries SET priority = 2, created_at = now() - interval '1 day'`);
    await test.deliver();
    const [letter, ...more] = test.server.letters;
    expect(more).to.deep.equal([]);
    expect(letter?.headers.subject).to.equal('2 things that happened in ParkMate');
    for (const part of [letter?.text, letter?.html])
      expect(part).to.contain('The lot is closed.').and.contain('It rains.').and.contain('/preferences');
    expect((await test.rows()).map(({ status }) => status)).to.deep.equal(['sent', 'sent']);
  });
});
