import { expect } from 'chai';
import express, { type Request, type Response } from 'express';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ExpressMessages } from './express-messages.js';

describe('The messages of an Express server', () => {
  let server: Server;
  let url: string;
  const messages = new ExpressMessages();
  const app = express();
  /** What the application's handler was given. */
  let given: { req: Request; res: Response } | undefined;

  before(async () => {
    app.get('/hello', (req, res) => {
      given = { req, res };
      res.status(201).json({ path: req.path, name: req.query.name });
    });
    messages.belongTo(app);
    server = createServer(messages, app).listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => server.close());

  it('have all that Express gives them', async () => {
    const answer = await fetch(`${url}/hello?name=Ada`);
    expect(answer.status).to.equal(201);
    expect(await answer.json()).to.deep.equal({ path: '/hello', name: 'Ada' });
    expect(given?.req.app).to.equal(app);
    expect(given?.res.app).to.equal(app);
  });

  it('keep the prototypes that they were made with', async () => {
    await fetch(`${url}/hello`);
    expect(Object.getPrototypeOf(given?.req)).to.equal(messages.IncomingMessage.prototype);
    expect(Object.getPrototypeOf(given?.res)).to.equal(messages.ServerResponse.prototype);
  });
});
