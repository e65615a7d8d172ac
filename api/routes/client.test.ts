import { expect } from 'chai';
import express from 'express';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { silentLog } from '../../test/harness/api.js';
import { answerErrors, unknownAddress } from '../http/answer-errors.js';
import { clientRoutes } from './client.js';

const html = { Accept: 'text/html,*/*;q=0.8' };

describe('the web client', () => {
  let folder: string;
  let server: Server;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'parkmate-test-'));
    const app = express().use(
      clientRoutes(path.join(folder, 'client')),
      unknownAddress,
      answerErrors(silentLog()),
    );
    server = app.listen(0);
  });
  after(async () => {
    server.close();
    await rm(folder, { recursive: true });
  });

  const get = (address: string, headers: Record<string, string> = {}) =>
    fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${address}`, { headers });

  it('is quietly absent until it is built', async () => {
    for (const address of ['/', '/bookings', '/assets/app.js']) {
      const answer = await get(address, html);
      expect(answer.status).to.equal(404);
      expect(await answer.json()).to.have.property('code', 'not_found');
    }
  });

  describe('once built', () => {
    before(async () => {
      await mkdir(path.join(folder, 'client', 'assets'), { recursive: true });
      await writeFile(path.join(folder, 'client', 'index.html'), '<title>ParkMate</title>');
      await writeFile(path.join(folder, 'client', 'assets', 'app-1a2b.js'), 'start()');
      await writeFile(path.join(folder, 'secret.txt'), 'secret');
    });

    it('comes as a page that is asked for anew, and files that never change', async () => {
      const page = await get('/', html);
      expect(await page.text()).to.contain('ParkMate');
      expect(page.headers.get('Cache-Control')).to.equal('no-cache');
      const script = await get('/assets/app-1a2b.js');
      expect(script.headers.get('Cache-Control')).to.equal('public, max-age=31536000, immutable');
    });

    it('comes compressed to whoever takes that, and to nobody else', async () => {
      const file = path.join(folder, 'client', 'assets', 'view-1a2b.js');
      const page = path.join(folder, 'client', 'index.html');
      const code = 'start();'.repeat(200);
      await writeFile(file, code);
      for (const [name, content] of [
        [file, code],
        [page, '<title>ParkMate</title>'],
      ] as const) {
        await writeFile(`${name}.br`, brotliCompressSync(content));
        await writeFile(`${name}.gz`, gzipSync(content));
      }
      for (const [accepted, encoding] of [
        ['gzip, deflate, br', 'br'],
        ['gzip', 'gzip'],
        ['br;q=0, gzip', 'gzip'],
        ['identity', null],
      ] as const) {
        const script = await get('/assets/view-1a2b.js', { 'Accept-Encoding': accepted });
        expect(script.headers.get('Content-Encoding'), accepted).to.equal(encoding);
        expect(script.headers.get('Content-Type')).to.match(/^text\/javascript/);
        expect(script.headers.get('Vary')).to.contain('Accept-Encoding');
        expect(script.headers.get('Cache-Control')).to.contain('immutable');
        expect(await script.text()).to.equal(code);
        for (const address of ['/', '/bookings/42']) {
          const shown = await get(address, { ...html, 'Accept-Encoding': accepted });
          expect(shown.headers.get('Content-Encoding'), accepted).to.equal(encoding);
          expect(shown.headers.get('Content-Type')).to.match(/^text\/html/);
          expect(shown.headers.get('Cache-Control')).to.equal('no-cache');
          expect(await shown.text()).to.contain('ParkMate');
        }
      }
    });

    it('gets its page for the addresses that only it knows', async () => {
      const page = await get('/bookings/42', html);
      expect(page.status).to.equal(200);
      expect(page.headers.get('Cache-Control')).to.equal('no-cache');
      expect(await page.text()).to.contain('ParkMate');
    });

    it('gives programs and missing files no page', async () => {
      expect((await get('/bookings/42', { Accept: 'application/json' })).status).to.equal(404);
      expect((await get('/assets/gone.js')).status).to.equal(404);
      expect((await get('/metrics')).status).to.equal(404);
    });

    it('keeps to its folder', async () => {
      for (const address of [
        '/../secret.txt',
        '/%2e%2e/secret.txt',
        '/..%2fsecret.txt',
        '/assets/..%2f..%2fsecret.txt',
      ]) {
        expect(await (await get(address)).text(), address)
          .not.to.contain('"secret"')
          .and.not.to.equal('secret');
      }
    });
  });
});
