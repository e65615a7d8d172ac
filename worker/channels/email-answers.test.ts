import { expect } from 'chai';
import { verdictOn, type MailFailure } from './email-answers.js';

const verdict = (failure: Partial<MailFailure>, isBegun = false) => {
  const { attempt, stopsAddress } = verdictOn({ message: 'it failed', ...failure }, { isBegun });
  return `${attempt.is}${stopsAddress ? ', and the address stops' : ''}`;
};

/** As nodemailer reads an answer to a command. */
const answered = (command: string, response: string, code = 'EENVELOPE') => ({
  ...{ command, response, code, responseCode: Number(response.slice(0, 3)) },
});

describe('The answers of SMTP servers', () => {
  const stops = 'refused, and the address stops';
  for (const [command, response, means] of [
    ['RCPT TO', '550 no such user', stops],
    ['RCPT TO', '550 5.1.1 no such user', stops],
    ['RCPT TO', '553 5.1.3 bad syntax', stops],
    ['RCPT TO', '550 5.2.1 mailbox disabled', stops],
    // The address is right: the mailbox is full, or the sender has a bad name.
    ['RCPT TO', '552 5.2.2 mailbox full', 'refused'],
    ['RCPT TO', '550 5.7.1 blocked by policy', 'refused'],
    ['RCPT TO', '554 blocked', 'refused'],
    ['RCPT TO', '450 4.2.0 greylisted', 'later'],
    ['RCPT TO', '452 too many recipients', 'later'],
    ['RCPT TO', '503 bad sequence', 'later'],
    // Nobody would be sent anything.
    ['RCPT TO', '550 relaying denied', 'unreachable'],
    ['RCPT TO', '530 5.7.0 authentication required', 'unreachable'],
    ['RCPT TO', '421 4.3.2 shutting down', 'unreachable'],
    ['MAIL FROM', '550 5.7.1 sender not allowed', 'unreachable'],
    ['MAIL FROM', '451 try again', 'unreachable'],
    ['MAIL FROM', '552 too large', 'refused'],
    ['DATA', '451 try again', 'later'],
    ['DATA', '554 5.7.1 looks like spam', 'refused'],
    ['DATA', '550 5.1.1 no such user', stops],
  ] as const)
    it(`${response}, to ${command}, means ${means}`, () => {
      expect(verdict(answered(command, response))).to.equal(means);
    });

  it('hold up all letters where the server cannot be spoken to, and count against none', () => {
    for (const code of [
      'ECONNECTION',
      'ESOCKET',
      'ETIMEDOUT',
      'EDNS',
      'ETLS',
      'EPROTOCOL',
      'EAUTH',
      'EABORT',
    ])
      expect(verdict({ code }), code).to.equal('unreachable');
    expect(verdict({ ...answered('CONN', '421 closing', 'ECONNECTION') }, true), 'an answer').to.equal(
      'unreachable',
    );
  });

  it('leave it open whether a letter was taken where the line is lost in the middle of it', () => {
    for (const code of ['ECONNECTION', 'ESOCKET', 'ETIMEDOUT', 'EABORT'])
      expect(verdict({ code }, true)).to.equal('unanswered');
  });

  it('are kept without the addresses that servers repeat', () => {
    const { attempt } = verdictOn(
      {
        message: '',
        ...answered('RCPT TO', '550 5.1.1 <ann@parking.example>: no\r\nuser ann@parking.example.'),
      },
      { isBegun: false },
    );
    expect(attempt).to.deep.equal({
      ...{ is: 'refused', reason: 'RCPT TO: 550 5.1.1 (address) no user (address)' },
    });
  });
});
