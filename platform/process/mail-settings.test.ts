import { expect } from 'chai';
import { InvalidSettings, readEnv } from './env.js';
import { smtpServerOf } from './mail-settings.js';

const required = {
  DATABASE_URL: 'postgres://parkmate:secret@127.0.0.1:5432/parkmate',
  REDIS_URL: 'redis://127.0.0.1:6379',
  JWT_SECRET: 'iCk2Vd0xvT1mQ7uX9rBzLw4sNfYp6HgA',
};

function problemsOf(source: NodeJS.ProcessEnv): string[] {
  try {
    readEnv({ ...required, ...source });
  } catch (error) {
    if (error instanceof InvalidSettings) return error.problems;
    throw error;
  }
  return [];
}

describe('The settings of mail', () => {
  const SMTP_URL = 'smtp://mail.example';
  const MAIL_FROM = 'parkmate@parking.example';

  it('may be absent, and come with a sender', () => {
    expect(readEnv(required)).to.include({ MAIL_RATE_PER_SECOND: 10 }).and.not.have.property('SMTP_URL');
    expect(problemsOf({ SMTP_URL })).to.deep.equal([
      'MAIL_FROM is required with SMTP_URL: the address that letters come from',
    ]);
    expect(problemsOf({ SMTP_URL, MAIL_FROM })).to.deep.equal([]);
  });

  for (const [from, mailbox] of [
    [MAIL_FROM, { name: 'ParkMate', address: MAIL_FROM }],
    [` Ann's Parking <${MAIL_FROM}> `, { name: "Ann's Parking", address: MAIL_FROM }],
    [`<${MAIL_FROM}>`, { name: 'ParkMate', address: MAIL_FROM }],
  ] as const)
    it(`take ${from} for a sender`, () => {
      expect(readEnv({ ...required, MAIL_FROM: from }).MAIL_FROM).to.deep.equal(mailbox);
    });

  for (const from of [
    'ParkMate',
    'a@',
    '@b',
    'a@b, c@d',
    'A <a@b',
    'A <a@b> B',
    'A\r\nBcc: x <a@b>',
    'a@b\nc',
  ])
    it(`take no sender from ${JSON.stringify(from)}`, () => {
      expect(problemsOf({ MAIL_FROM: from })).to.have.length(1);
    });

  for (const url of [
    ...[
      'mail.example',
      'http://mail.example',
      'smtp://',
      'smtp://:587',
      'smtp://u:p@',
      'smtp://h:0',
      'smtp://h/path',
    ],
    ...['smtp://u@h', 'smtp://u:hun#ter@h', 'smtp://u:hunter@h?pool=false', 'smtp://h?requireTLS=yes'],
  ])
    it(`take no server from ${url}`, () => {
      const problems = problemsOf({ SMTP_URL: url, MAIL_FROM });
      expect(problems).to.have.length(1);
      expect(problems[0])
        .to.match(/^SMTP_URL /)
        .and.not.contain('hun');
    });

  for (const [url, server] of [
    [
      'smtp://mail.example',
      { host: 'mail.example', port: 587, secure: false, requireTls: false, auth: undefined },
    ],
    ['smtps://mail.example', { port: 465, secure: true }],
    ['smtp://[::1]:2525', { host: '::1', port: 2525 }],
    ['smtp://a%40b:p%23w@mail.example', { requireTls: true, auth: { user: 'a@b', pass: 'p#w' } }],
    ['smtp://u:p@localhost', { requireTls: false }],
    ['smtp://u:p@mail.example?requireTLS=false', { requireTls: false }],
    ['smtp://localhost?requireTLS=true', { requireTls: true }],
  ] as const)
    it(`read ${url}`, () => {
      expect(smtpServerOf(url)).to.deep.include(server);
    });
});
