import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Everything that a site may say of its own elements, as loud as it can. */
const styles = `
  * { color: rgb(255, 0, 0); font: italic 40px serif; text-transform: uppercase; line-height: 3; }
  html { font-size: 62.5%; }
  .badge, .toast, .inbox, button { display: none !important; }
  p.strong { letter-spacing: 9px; }
  #own { color: rgb(0, 128, 0); font-size: 21px; }
`;

const script = (parkmate: string) => `
  import { parkMate } from '${parkmate}/embed/parkmate.js';
  window.parkMate = parkMate;
  window.asked = [];
  parkMate.getToken = async (stale) => {
    window.asked.push(stale);
    return (await fetch('/token')).text();
  };
`;

const parts = `
  <h1>A shop</h1>
  <p id="own" class="strong toasts hint">Its own words</p>
  <parkmate-bell></parkmate-bell>
  <parkmate-toasts></parkmate-toasts>`;

const page = (body: string) => `<!doctype html>
  <html lang="en">
    <head>
      <meta charset="utf-8"><title>A shop</title>
      <link rel="stylesheet" href="/site.css"><script type="module" src="/site.js"></script>
    </head>
    <body>
      <main id="site">${body}</main>
    </body>
  </html>`;

/** What a site is made of. */
interface Made {
  /** What its page has from the beginning. */
  body: string;
  styles: string;
  /** For a ParkMate at this address. */
  script: (parkmate: string) => string;
}

/** A site of somebody else, of another origin and with a strict policy, which shows parts of ParkMate. */
export class HostSite {
  private server: Server | undefined;
  private parkmate = '';

  constructor(private readonly made: Made = { body: parts, styles, script }) {}

  /** What the site's own server answers when its page asks for a token of its user. */
  token: () => Promise<string> = () => Promise.reject(new Error('nobody is signed in'));

  async start(): Promise<void> {
    const server = createServer((req, res) => {
      const { parkmate, made } = this;
      const say = (type: string, body: string) => res.setHeader('Content-Type', type).end(body);
      res.setHeader(
        'Content-Security-Policy',
        `default-src 'none'; script-src 'self' ${parkmate}; style-src 'self'; img-src 'self'; ` +
          `connect-src 'self' ${parkmate} ${parkmate.replace('http', 'ws')}; base-uri 'none'; form-action 'none'`,
      );
      if (req.url === '/site.css') say('text/css', made.styles);
      else if (req.url === '/site.js') say('text/javascript', made.script(parkmate));
      else if (req.url === '/token')
        this.token().then(
          (token) => say('text/plain', token),
          () => res.writeHead(401).end(),
        );
      else if (req.url === '/') say('text/html', page(made.body));
      else res.writeHead(404).end();
    });
    this.server = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  }

  /** To be called when ParkMate is there. */
  show(parkmate: string): void {
    this.parkmate = parkmate;
  }

  /** @param host under another name it is another origin */
  url(host = '127.0.0.1'): string {
    return `http://${host}:${(this.server?.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.server?.closeAllConnections();
    this.server?.close();
  }
}
