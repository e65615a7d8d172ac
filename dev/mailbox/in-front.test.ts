import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { freePort } from '../settings/ports.js';
import { isFromHere } from './in-front.mjs';
import { openMailbox, type Mailbox } from './mailbox.js';

/** A server that knows nothing of mail, as the api. It says when it listens. */
const server = `import { createServer } from 'node:http';
createServer((request, response) => response.end('of the server: ' + request.url))
  .listen(Number(process.env.PORT), () => console.log('listening'));`;

describe('The local mailbox at the address of the api', () => {
  const folder = mkdtempSync(join(tmpdir(), 'parkmate-mail-'));
  let mailbox: Mailbox;
  let port: number;
  let child: ReturnType<typeof spawn>;

  before(async () => {
    mailbox = await openMailbox(folder);
    port = await freePort();
    const args = [
      '--import',
      new URL('in-front.mjs', import.meta.url).href,
      '--input-type=module',
      '-e',
      server,
    ];
    child = spawn(process.execPath, args, {
      env: { ...process.env, PORT: String(port), MAILBOX_PAGE: mailbox.pageUrl },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout!, 'data');
  });
  after(() => {
    child.kill();
    mailbox.close();
    rmSync(folder, { recursive: true });
  });

  async function askFor(path: string, headers: Record<string, string> = {}) {
    const asked = once(http.get(`http://127.0.0.1:${port}${path}`, { headers }), 'response');
    const [response] = (await asked) as [http.IncomingMessage];
    let text = '';
    for await (const part of response.setEncoding('utf8')) text += String(part);
    return { status: response.statusCode, policy: response.headers['content-security-policy'], text };
  }

  it('is there, with its own headers, and everything else is the server’s', async () => {
    const page = await askFor('/dev/mail');
    expect(page).to.include({ status: 200 });
    expect(page.text).to.contain('There is no mail yet');
    expect(page.policy).to.contain("default-src 'none'");
    expect(await askFor('/dev/mail/none')).to.include({ status: 404, text: 'There is no such letter.' });
    for (const path of ['/', '/dev/mailer', '/dev', '/api/me?to=/dev/mail'])
      expect((await askFor(path)).text).to.equal(`of the server: ${path}`);
  });

  it('is not read by another name, or through somebody who hands requests on', async () => {
    const statusWith = async (headers: Record<string, string>) => (await askFor('/dev/mail', headers)).status;
    expect(await statusWith({ host: `localhost:${port}` })).to.equal(200);
    expect(await statusWith({ host: `evil.example:${port}` })).to.equal(421);
    expect(await statusWith({ 'x-forwarded-for': '203.0.113.9' })).to.equal(421);
    expect(await statusWith({ forwarded: 'for=203.0.113.9' })).to.equal(421);
    const nameless = connect(port, '127.0.0.1');
    nameless.write('GET /dev/mail HTTP/1.0\r\n\r\n');
    expect(String(await once(nameless, 'data'))).to.match(/^HTTP\/1.1 421 /);
    nameless.destroy();
  });

  it('is not read from another machine, whatever name that one asks by', () => {
    const isRead = (remoteAddress: string | undefined) =>
      isFromHere({ headers: { host: 'localhost:3000' }, socket: { remoteAddress } });
    for (const here of ['127.0.0.1', '127.0.0.2', '::1', '::ffff:127.0.0.1'])
      expect(isRead(here), here).to.equal(true);
    for (const other of [
      '192.168.1.127',
      '10.127.0.1',
      '::ffff:192.168.1.5',
      'fe80::1',
      '2001:db8::1',
      undefined,
    ])
      expect(isRead(other), other).to.equal(false);
  });
});
