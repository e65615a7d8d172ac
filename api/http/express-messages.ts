import express, { type Express } from 'express';
import { IncomingMessage, ServerResponse } from 'node:http';

/**
 * Request and response classes with Express's prototypes. Express calls `Object.setPrototypeOf` on each request and response,
 * which invalidates V8's inline caches: a third of the CPU of a short call. Objects that are created with the right
 * prototype are left as they are.
 */
export class ExpressMessages {
  readonly IncomingMessage = class extends IncomingMessage {};
  readonly ServerResponse = class<Request extends IncomingMessage> extends ServerResponse<Request> {};

  /** To be called before the first request. One server's messages belong to one application. */
  belongTo(app: Express): void {
    app.request = adopt(this.IncomingMessage.prototype, express.request, app);
    app.response = adopt(this.ServerResponse.prototype, express.response, app);
  }
}

/** As `express()` does with its own prototypes. */
function adopt<Message extends object>(prototype: object, parent: Message, app: Express): Message {
  Object.setPrototypeOf(prototype, parent);
  return Object.defineProperty(prototype, 'app', {
    configurable: true,
    enumerable: true,
    writable: true,
    value: app,
  }) as Message;
}
