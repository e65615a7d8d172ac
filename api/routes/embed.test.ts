import { expect } from 'chai';
import express from 'express';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { get as request, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { securityHeaders } from '../http/security-headers.js';
import type { Services } from '../services.js';
import { embedRoutes } from './embed.js';

const origins = ['https://parkmate.test'];
const env = { PUBLIC_ORIGIN: origins } as Services['env'];

describe('What other sites load', () => {
  let folder: string;
  let server: Server;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'parkmate-test-'));
    const embed = path.join(folder, 'embed');
    await mkdir(embed);
    await writeFile(path.join(embed, 'parkmate.js'), 'define()');
    await writeFile(path.join(embed, 'parkmate.js.gz'), gzipSync('define()'));
    await writeFile(path.join(embed, 'index.html'), '<title>Embedded</title>');
    server = express().use(securityHeaders({ origins }), embedRoutes({ env }, folder)).listen(0);
  });
  after(async () => {
    server.close();
    await rm(folder, { recursive: true });
  });

  const get = (address: string, headers: Record<string, string> = {}) =>
    fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${address}`, { headers });

  it('is a script with one name, open to all, that they ask for anew after minutes', async () => {
    for (const encoding of ['gzip', 'identity']) {
      const script = await get('/embed/parkmate.js', {
        Origin: 'https://shop.example',
        'Accept-Encoding': encoding,
      });
      expect(await script.text()).to.equal('define()');
      expect(script.headers.get('Content-Type')).to.match(/^text\/javascript/);
      expect(script.headers.get('Access-Control-Allow-Origin')).to.equal('*');
      expect(script.headers.get('Cross-Origin-Resource-Policy')).to.equal('cross-origin');
      expect(script.headers.get('Cache-Control')).to.equal('public, max-age=300');
      expect(script.headers.get('ETag')).to.be.a('string');
    }
  });

  it('has not changed for whoever has it', async () => {
    const tag =
      (await get('/embed/parkmate.js', { 'Accept-Encoding': 'identity' })).headers.get('ETag') ?? '';
    // `fetch` would ask for a fresh copy.
    const { statusCode } = await new Promise<IncomingMessage>((resolve) => {
      const { port } = server.address() as AddressInfo;
      const headers = { 'If-None-Match': tag };
      request({ port, path: '/embed/parkmate.js', headers, agent: false }, resolve);
    });
    expect(statusCode).to.equal(304);
  });

  it('is shown by a page that allows its own files alone', async () => {
    for (const address of ['/embed', '/embed/']) {
      const page = await get(address);
      expect(await page.text()).to.contain('Embedded');
      const policy = page.headers.get('Content-Security-Policy');
      expect(policy).to.contain("default-src 'none'");
      expect(policy).to.contain("script-src 'self';");
      expect(policy).to.contain("connect-src 'self' wss://parkmate.test");
      expect(policy).not.to.contain('unsafe');
      expect(page.headers.has('Access-Control-Allow-Origin')).to.equal(false);
    }
  });
});
