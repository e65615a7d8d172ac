import { EventEmitter, once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { parseLetter, type ParsedLetter } from '../../dev/mailbox/parse-letter.js';

/** What the server does at a step: goes on, answers with a code, answers nothing until it is released, or cuts the line. */
type Behaviour = 'accept' | 'hang' | 'die' | { code: number; text: string };

/** `end` is the end of the message: what is accepted there has been delivered. `body` is in the middle of it. */
type Step = 'connect' | 'login' | 'from' | 'rcpt' | 'body' | 'end';

/** A letter that was taken, whether or not the sender has been told so. */
export interface TakenLetter extends ParsedLetter {
  messageId: string;
  from: string;
  to: string[];
  raw: string;
  /** By `performance.now()`. */
  at: number;
}

type Done = (error?: Error | null) => void;

/** An SMTP server on this machine that does what the test says, in this process. */
export class MailServer {
  /** In the order in which they came. */
  readonly letters: TakenLetter[] = [];
  /** How many connections were made. */
  connections = 0;
  /** Delays each answer to the end of a message. */
  slowMs = 0;
  private behaviour: Partial<Record<Step, Behaviour>> = {};
  private held: (() => void)[] = [];
  private readonly arrivals = new EventEmitter<{ letter: []; step: [Step] }>().setMaxListeners(0);
  private server: SMTPServer | undefined;
  private port = 0;

  static async start(): Promise<MailServer> {
    const server = new MailServer();
    await server.open();
    return server;
  }

  get url(): string {
    return `smtp://127.0.0.1:${this.port}`;
  }

  /** From now on; steps that are not named accept. */
  behave(behaviour: Partial<Record<Step, Behaviour>>): void {
    this.behaviour = behaviour;
  }

  /** Goes on wherever it hangs, as if it had accepted. */
  release(): void {
    for (const go of this.held.splice(0)) go();
  }

  /** Forgets what came, and accepts everything. */
  reset(): void {
    this.letters.length = 0;
    this.connections = 0;
    this.slowMs = 0;
    this.behave({});
    this.release();
  }

  of(messageId: string): TakenLetter[] {
    return this.letters.filter((letter) => letter.messageId === messageId);
  }

  /** Resolves when so many letters were taken. */
  async has(count: number): Promise<void> {
    while (this.letters.length < count) await once(this.arrivals, 'letter');
  }

  /** Resolves when somebody gets to a step. */
  async reaches(step: Step): Promise<void> {
    for (;;) {
      const [at] = (await once(this.arrivals, 'step')) as [Step];
      if (at === step) return;
    }
  }

  /** Opens its port again, the same one, after `close`. */
  async open(): Promise<void> {
    const server = new SMTPServer({
      ...{ authOptional: true, disableReverseLookup: true, logger: false, disabledCommands: ['STARTTLS'] },
      ...{ allowInsecureAuth: true, closeTimeout: 1 },
      onConnect: (session, done) => {
        this.connections++;
        this.answer('connect', session, done);
      },
      onAuth: (_, session, done) => {
        this.answer('login', session, (error) => {
          done(error, { user: 'somebody' });
        });
      },
      onMailFrom: (_, session, done) => {
        this.answer('from', session, done);
      },
      onRcptTo: (_, session, done) => {
        this.answer('rcpt', session, done);
      },
      onData: (stream, session, done) => {
        void this.take(stream, session, done);
      },
    });
    // Lines that are cut are what it is for.
    server.on('error', () => undefined);
    this.server = server;
    const listening = server.listen(this.port, '127.0.0.1');
    await once(listening, 'listening');
    this.port = (listening.address() as AddressInfo).port;
  }

  /** Closes its port and cuts all lines. */
  async close(): Promise<void> {
    const { server } = this;
    if (!server) return;
    this.server = undefined;
    const closed = new Promise<void>((resolve) => {
      server.close(resolve);
    });
    for (const connection of server.connections) connection._socket.destroy();
    this.held = [];
    await closed;
  }

  private answer(step: Step, session: SMTPServerSession, done: Done): void {
    this.arrivals.emit('step', step);
    const behaviour = this.behaviour[step] ?? 'accept';
    if (behaviour === 'accept') done();
    else if (behaviour === 'hang')
      this.held.push(() => {
        done();
      });
    else if (behaviour === 'die') this.cut(session);
    else done(Object.assign(new Error(behaviour.text), { responseCode: behaviour.code }));
  }

  private cut({ id }: SMTPServerSession): void {
    for (const connection of this.server?.connections ?? [])
      if (connection.session.id === id) connection._socket.destroy();
  }

  private async take(stream: SMTPServerDataStream, session: SMTPServerSession, done: Done): Promise<void> {
    const parts: Buffer[] = [];
    try {
      for await (const part of stream) {
        if (this.behaviour.body === 'die') {
          this.cut(session);
          return;
        }
        parts.push(part as Buffer);
      }
    } catch {
      // The sender has cut the line: the letter was not taken.
      return;
    }
    const end = this.behaviour.end ?? 'accept';
    // A server that dies, or does not answer, may well have taken the letter.
    if (typeof end !== 'object') this.keep(Buffer.concat(parts).toString('latin1'), session);
    setTimeout(() => {
      this.answer('end', session, done);
    }, this.slowMs);
  }

  private keep(raw: string, { envelope }: SMTPServerSession): void {
    const parsed = parseLetter(Buffer.from(raw, 'latin1').toString());
    this.letters.push({
      ...parsed,
      ...{ raw, at: performance.now(), messageId: parsed.headers['message-id'] ?? '' },
      from: envelope.mailFrom === false ? '' : envelope.mailFrom.address,
      to: envelope.rcptTo.map(({ address }) => address),
    });
    this.arrivals.emit('letter');
  }
}
