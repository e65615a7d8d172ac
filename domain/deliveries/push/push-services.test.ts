import { expect } from 'chai';
import { pushServiceOf } from './push-services.js';

const none: string[] = [];

describe('The address of a push subscription', () => {
  for (const endpoint of [
    'https://fcm.googleapis.com/fcm/send/abc:def',
    'https://updates.push.services.mozilla.com/wpush/v2/abc',
    'https://web.push.apple.com/abc',
    'https://wns2-par02p.notify.windows.com/w/?token=abc',
  ]) {
    it(`may be ${endpoint}`, () => {
      expect(pushServiceOf(endpoint, none)).to.deep.equal({ host: new URL(endpoint).host, isOurs: false });
    });
  }

  for (const endpoint of [
    'http://fcm.googleapis.com/fcm/send/abc',
    'https://fcm.googleapis.com:8443/fcm/send/abc',
    'https://user@fcm.googleapis.com/fcm/send/abc',
    'https://fcm.googleapis.com@127.0.0.1/',
    'https://fcm.googleapis.com.example.com/',
    'https://evilfcm.googleapis.com/',
    'https://notify.windows.com.example.com/',
    'https://evilnotify.windows.com/',
    'https://storage.googleapis.com/',
    'https://127.0.0.1:8443/push/abc',
    'https://169.254.169.254/latest/meta-data',
    'https://[::1]/',
    'https://localhost/',
    'not an address',
    '',
  ]) {
    it(`is not ${endpoint === '' ? 'empty' : endpoint}`, () => {
      expect(pushServiceOf(endpoint, none)).to.equal(undefined);
    });
  }

  it('may be at a host that the settings add, at that port alone', () => {
    expect(pushServiceOf('https://127.0.0.1:8443/push/abc', ['127.0.0.1:8443'])?.isOurs).to.equal(true);
    expect(pushServiceOf('https://127.0.0.1:8444/push/abc', ['127.0.0.1:8443'])).to.equal(undefined);
    expect(pushServiceOf('http://127.0.0.1:8443/push/abc', ['127.0.0.1:8443'])).to.equal(undefined);
  });
});
