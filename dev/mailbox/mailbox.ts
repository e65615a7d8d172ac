import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';
import { letterPage, listPage, type KeptLetter } from './mailbox-pages.js';
import { parseLetter } from './parse-letter.js';

/** Only its own names: an address names a file, and nothing above the folder. */
const named = /^\d{13}-[0-9a-f-]{36}$/;
const mostBytes = 1_048_576;
const mostShown = 200;

/** Where ParkMate hands its mail to, and where people read it. */
export interface Mailbox {
  smtpUrl: string;
  pageUrl: string;
  close: () => void;
}

/**
 * Takes all mail of a ParkMate that runs on this machine alone, sends none of it on, and shows it on a page. It listens on
 * 127.0.0.1, on free ports: the processes themselves know nothing of it but an SMTP server. `in-front.mjs` shows the same page at
 * the address of the api.
 * @param folder where letters are kept, one file each.
 */
export async function openMailbox(folder: string): Promise<Mailbox> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const smtp = new SMTPServer({
    ...{
      authOptional: true,
      disableReverseLookup: true,
      logger: false,
      disabledCommands: ['STARTTLS', 'AUTH'],
    },
    size: mostBytes,
    onData(stream, _session, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        try {
          writeFileSync(join(folder, `${Date.now()}-${randomUUID()}.eml`), Buffer.concat(parts), {
            mode: 0o600,
          });
          done();
        } catch {
          // A full disk: the sender keeps the letter.
          done(Object.assign(new Error('4.3.1 no space'), { responseCode: 452 }));
        }
      });
    },
  });
  // A sender that is stopped cuts the line.
  smtp.on('error', () => undefined);
  const smtpPort = await listening(smtp.listen(0, '127.0.0.1'));

  const pages = createServer((request, response) => {
    // A page of another site may have a name of its own lead here, and would read links that set passwords.
    if (!isOurs(request.headers.host)) {
      response.writeHead(421).end();
      return;
    }
    const { pathname } = new URL(request.url ?? '/', 'http://mailbox');
    const [, id] = /^\/dev\/mail\/([^/]+)$/.exec(pathname) ?? [];
    const letter = id === undefined ? undefined : read(folder, id);
    const page = pathname === '/dev/mail' ? listPage(list(folder)) : letter && letterPage(letter);
    response.writeHead(page === undefined ? 404 : 200, {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      // Letters are shown in a frame without scripts, whatever stands in them.
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    });
    response.end(page ?? 'There is no such letter.');
  });
  const pagePort = await listening(pages.listen(0, '127.0.0.1'));
  return {
    smtpUrl: `smtp://127.0.0.1:${smtpPort}`,
    pageUrl: `http://127.0.0.1:${pagePort}/dev/mail`,
    close() {
      smtp.close();
      pages.closeAllConnections();
      pages.close();
    },
  };
}

const isOurs = (host: string | undefined) =>
  /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])(:\d+)?$/.test(host ?? '');

async function listening(server: ReturnType<typeof createServer> | ReturnType<SMTPServer['listen']>) {
  if (!server.listening) await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** The newest first. */
const list = (folder: string): KeptLetter[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.eml'))
    .sort()
    .reverse()
    .slice(0, mostShown)
    .flatMap((file) => read(folder, file.slice(0, -'.eml'.length)) ?? []);

function read(folder: string, id: string): KeptLetter | undefined {
  if (!named.test(id)) return undefined;
  try {
    const letter = parseLetter(readFileSync(join(folder, `${id}.eml`), 'utf8'));
    return { ...letter, id, at: new Date(Number(id.slice(0, 13))) };
  } catch {
    return undefined;
  }
}
