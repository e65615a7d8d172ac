import { io, type Socket } from 'socket.io-client';
import type {
  OperationsHistory,
  OperationsSample,
  OperationsState,
  QueuesSnapshot,
} from '../../contract/operations.js';
import type { KeepsSession, OperationsToClient } from '../../contract/sockets.js';
import { Heard } from './live-client.js';

/** A client of `/operations` that remembers everything that it is sent. */
export class OperationsWatcher {
  readonly history = new Heard<OperationsHistory>();
  readonly queues = new Heard<QueuesSnapshot>();
  readonly states = new Heard<OperationsState>();
  readonly samples = new Heard<OperationsSample>();
  readonly disconnects = new Heard<string>();
  /** The names of all messages, in their order. */
  readonly names: string[] = [];

  private constructor(readonly socket: Socket<OperationsToClient, KeepsSession>) {
    socket.onAny((name: string) => this.names.push(name));
    socket.on('history', (history) => {
      this.history.add(history);
    });
    socket.on('queues', (queues) => {
      this.queues.add(queues);
    });
    socket.on('state', (state) => {
      this.states.add(state);
    });
    socket.on('sample', (sample) => {
      this.samples.add(sample);
    });
    socket.on('disconnect', (reason) => {
      this.disconnects.add(reason);
    });
  }

  /** Rejects with the refusal where the caller is not let in. */
  static async connect(url: string, token: string): Promise<OperationsWatcher> {
    const options = { transports: ['websocket'], auth: { token }, forceNew: true, reconnection: false };
    const socket: Socket<OperationsToClient, KeepsSession> = io(`${url}/operations`, options);
    const watcher = new OperationsWatcher(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', (error) => {
        socket.close();
        reject(error);
      });
    });
    return watcher;
  }

  /** The next snapshot of the queues, counted from now, that fits. */
  nextQueues(fits: (queues: QueuesSnapshot) => boolean = () => true): Promise<QueuesSnapshot> {
    const known = this.queues.all.length;
    return this.queues.next((queues) => this.queues.all.indexOf(queues) >= known && fits(queues), 'queues');
  }

  /** The next state, counted from now, that fits. */
  nextState(fits: (state: OperationsState) => boolean = () => true): Promise<OperationsState> {
    const known = this.states.all.length;
    return this.states.next((state) => this.states.all.indexOf(state) >= known && fits(state), 'state');
  }

  close(): void {
    this.socket.close();
  }
}
