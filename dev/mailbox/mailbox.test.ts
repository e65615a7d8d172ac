import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createTransport } from 'nodemailer';
import { openMailbox } from './mailbox.js';

describe('The local mailbox', () => {
  const folder = mkdtempSync(join(tmpdir(), 'parkmate-mail-'));
  after(() => {
    rmSync(folder, { recursive: true });
  });

  it('keeps what is sent to it, and shows it as it is, without running anything of it', async () => {
    const mailbox = await openMailbox(folder);
    const { smtpUrl, pageUrl } = mailbox;
    expect(await (await fetch(pageUrl)).text()).to.contain('There is no mail yet');
    const transport = createTransport(smtpUrl);
    await transport.sendMail({
      ...{ from: 'a@parking.example', to: 'b@parking.example', subject: 'Schlüssel <1>' },
      ...{ text: 'Your key <2>', html: '<html><head></head><p>Grüße & "more"</p></html>' },
    });
    transport.close();
    const list = await (await fetch(pageUrl)).text();
    expect(list).to.contain('Schlüssel &lt;1&gt;').and.contain('b@parking.example');
    const [, path = ''] = /href="(\/dev\/mail\/[^"]+)"/.exec(list) ?? [];
    const page = await fetch(new URL(path, pageUrl));
    expect(page.headers.get('content-security-policy')).to.contain("default-src 'none'");
    expect(await page.text())
      .to.contain('sandbox="allow-popups allow-popups-to-escape-sandbox" srcdoc="&lt;html&gt;')
      .and.contain('Grüße &amp; &quot;more&quot;')
      .and.contain('Your key &lt;2&gt;');
    for (const other of ['/dev/mail/..%2f..%2fetc%2fpasswd', '/dev/mail/x', '/'])
      expect((await fetch(new URL(other, pageUrl))).status, other).to.equal(404);
    mailbox.close();
    // A letter outlives the process that took it.
    const again = await openMailbox(folder);
    expect(await (await fetch(again.pageUrl)).text()).to.contain('Schlüssel &lt;1&gt;');
    again.close();
  });

  it('is not read by a page of another site that has a name of its own lead to it', async () => {
    const mailbox = await openMailbox(folder);
    const statusAs = async (host: string) => {
      const answer = once(http.get(mailbox.pageUrl, { headers: { host } }), 'response');
      const [response] = (await answer) as [http.IncomingMessage];
      response.resume();
      return response.statusCode;
    };
    const { port } = new URL(mailbox.pageUrl);
    expect(await statusAs(`evil.example:${port}`)).to.equal(421);
    expect(await statusAs(`localhost.evil.example:${port}`)).to.equal(421);
    expect(await statusAs(`localhost:${port}`)).to.equal(200);
    mailbox.close();
  });
});
