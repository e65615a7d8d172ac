import { expect } from 'chai';
import { isDatabaseUnavailable, isRefusal, isRolledBack } from './errors.js';

const coded = (code: string, more: object = {}) => Object.assign(new Error('no'), { code, ...more });
const wrapped = (error: Error) => Object.assign(new Error('QueryFailedError'), { driverError: error });

/** By which function of the server reports them, where the code alone says too little. */
const trouble = {
  connection: ['08000', '08001', '08003', '08004', '08006', '08P01'],
  'read-only': ['25006', '25P03', '25P04'],
  'not let in': ['28000', '28P01', '3D000', '42501'],
  resources: ['53000', '53100', '53200', '53300', '53400'],
  state: ['55000', '55006', '55P04'],
  'shutting down or too slow': ['57000', '57014', '57P01', '57P02', '57P03', '57P04', '57P05'],
  'a pooler': ['26000', '42P05'],
  'files and bugs of the server': ['58000', '58030', '58P01', 'F0000', 'F0001', 'XX000', 'XX001', 'XX002'],
  network: [
    ...[
      'ECONNREFUSED',
      'ECONNRESET',
      'ECONNABORTED',
      'EPIPE',
      'ETIMEDOUT',
      'ENOTFOUND',
      'EAI_AGAIN',
      'EAI_FAIL',
    ],
    ...[
      'EHOSTUNREACH',
      'EHOSTDOWN',
      'ENETUNREACH',
      'ENETDOWN',
      'ENETRESET',
      'EADDRNOTAVAIL',
      'ENOTCONN',
      'EPROTO',
    ],
  ],
  TLS: [
    ...['DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
    ...[
      'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
      'CERT_HAS_EXPIRED',
      'ERR_TLS_CERT_ALTNAME_INVALID',
      'ERR_SSL_WRONG_VERSION_NUMBER',
    ],
  ],
};

/** Syntax, unknown names, values, constraints, and what we do wrong in transactions. */
const ours = [
  '42601',
  '42P01',
  '42703',
  '42883',
  '22P02',
  '22001',
  '23505',
  '23P01',
  '23503',
  '25P02',
  '25001',
  '0A000',
  '54000',
  'P0001',
];

describe('An error of the database', () => {
  for (const [kind, codes] of Object.entries(trouble)) {
    it(`is no mistake of the statement: ${kind}`, () => {
      for (const code of codes) {
        expect(isDatabaseUnavailable(coded(code)), code).to.equal(true);
        expect(isDatabaseUnavailable(wrapped(coded(code))), `${code}, wrapped`).to.equal(true);
        expect(isRefusal(coded(code)), code).to.equal(false);
      }
    });
  }

  it('is a mistake of the statement', () => {
    for (const code of ours) {
      expect(isDatabaseUnavailable(coded(code)), code).to.equal(false);
      expect(isRefusal(coded(code)), code).to.equal(true);
    }
  });

  it('is told apart by the system call, or the function of the server, where codes say too little', () => {
    for (const code of ['ENOENT', 'EACCES', 'EMFILE', 'EPERM']) {
      expect(isDatabaseUnavailable(coded(code, { syscall: 'connect' })), code).to.equal(true);
      expect(isDatabaseUnavailable(coded(code, { syscall: 'open' })), code).to.equal(false);
    }
    expect(isDatabaseUnavailable(coded('EADDRINUSE', { syscall: 'listen' }))).to.equal(false);
    expect(isDatabaseUnavailable(coded('0A000', { routine: 'RevalidateCachedQuery' }))).to.equal(true);
    expect(isDatabaseUnavailable(coded('54000', { routine: 'GetNewTransactionId' }))).to.equal(true);
  });

  it('is found among the addresses of a name that were tried', () => {
    const all = new AggregateError([coded('EHOSTUNREACH', { syscall: 'connect' })]);
    expect(isDatabaseUnavailable(all)).to.equal(true);
    expect(isDatabaseUnavailable(new AggregateError([new TypeError('no')]))).to.equal(false);
  });

  it('is known by the words of the driver where it has no code', () => {
    for (const words of [
      'timeout expired',
      'Connection terminated unexpectedly',
      'The server does not support SSL connections',
      'SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string',
    ]) {
      expect(isDatabaseUnavailable(new Error(words)), words).to.equal(true);
    }
    expect(isDatabaseUnavailable(new TypeError('x is not a function'))).to.equal(false);
    expect(isDatabaseUnavailable('nonsense')).to.equal(false);
  });

  it('says whether all was undone and may be done again', () => {
    for (const code of ['40001', '40P01']) expect(isRolledBack(wrapped(coded(code)))).to.equal(true);
    for (const code of ['40003', '08006', '57014', '23505'])
      expect(isRolledBack(coded(code))).to.equal(false);
  });
});
