import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import webPush from 'web-push';
import type { Account } from '../harness/account.js';
import { PushService, type PushAnswer, type Pushed } from '../harness/push-service.js';
import { momentOf, type DeliveryRow, type PushRecord, type Taken } from './deliveries.js';
import type { Fleet } from './fleet.js';
import { unanswered } from '../../worker/channels/push-answers.js';

interface Device {
  /** By which the push service knows it. */
  name: string;
  subscriptionId: string;
  sessionId: string;
}

/** What a push service says of a subscription that is no more. */
const ended: PushAnswer = { status: 410 };

/** People's devices, and a push service that answers as a scenario says. */
export class Devices {
  private readonly byName = new Map<string, Device>();
  private readonly ended = new Set<string>();
  private readonly goneAt = new Map<string, Date>();

  private constructor(
    private readonly fleet: Fleet,
    readonly service: PushService,
    /** What a worker needs to send there. */
    readonly env: Record<string, string>,
  ) {}

  static async open(fleet: Fleet): Promise<Devices> {
    const service = await PushService.start();
    const { publicKey, privateKey } = webPush.generateVAPIDKeys();
    const certificate = join(fleet.services.folder, 'push-service.pem');
    writeFileSync(certificate, service.ca);
    return new Devices(fleet, service, {
      ...{ VAPID_PUBLIC_KEY: publicKey, VAPID_PRIVATE_KEY: privateKey, VAPID_SUBJECT: 'mailto:a@b.test' },
      ...{ PUSH_SERVICE_HOSTS: service.host, NODE_EXTRA_CA_CERTS: certificate },
    });
  }

  /** Somebody signs in on a device and wants to be told there. */
  async subscribe({ id: userId }: Account): Promise<Device> {
    const { endpoint, keys } = this.service.subscribe();
    const name = endpoint.slice(endpoint.lastIndexOf('/') + 1);
    const device = { name, subscriptionId: randomUUID(), sessionId: randomUUID() };
    const { db } = this.fleet;
    await db.query('INSERT INTO sessions (id, user_id) VALUES ($1, $2)', [device.sessionId, userId]);
    await db.query(
      `INSERT INTO push_subscriptions (id, user_id, session_id, endpoint, provider, p256dh, auth)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [
        ...[device.subscriptionId, userId, device.sessionId, endpoint],
        ...[`push:${this.service.host}`, keys.p256dh, keys.auth],
      ],
    );
    this.byName.set(name, device);
    return device;
  }

  /** From now on; a device that has ended stays so. */
  behave(answer: PushAnswer | ((device: string) => PushAnswer)): void {
    this.service.answer = (name) => {
      const { subscriptionId } = this.byName.get(name) ?? {};
      if (subscriptionId === undefined || !this.ended.has(name))
        return typeof answer === 'function' ? answer(name) : answer;
      if (!this.goneAt.has(subscriptionId)) this.goneAt.set(subscriptionId, new Date());
      return ended;
    };
  }

  /** Answers so until so many were answered so. */
  async answering(answer: PushAnswer, times = 1): Promise<void> {
    this.behave(answer);
    await this.service.answers((given) => given === answer, times);
  }

  /** The push service ends its subscription, which whoever sends something there is told. */
  async end({ name }: Device): Promise<void> {
    this.ended.add(name);
    await this.service.answers((given) => given === ended);
  }

  /** Somebody signs out on it. */
  async signOut({ subscriptionId, sessionId }: Device): Promise<void> {
    this.goneAt.set(subscriptionId, new Date());
    const revoke = 'UPDATE sessions SET revoked_at = clock_timestamp() WHERE id = $1';
    await this.fleet.db.query(revoke, [sessionId]);
  }

  /** What came here of all that was to be sent. */
  record(rows: readonly DeliveryRow[]): PushRecord & { taken: Taken[] } {
    const idOf = new Map(
      rows.map(({ id, target, closes, notificationId: of }) => [
        key(target, of ?? `closing ${closes ?? ''}`),
        id,
      ]),
    );
    const came = ({ device, message: { is, id }, at, answer }: Pushed) => {
      const push = key(
        this.byName.get(device)?.subscriptionId ?? device,
        is === 'closing' ? `closing ${id}` : id,
      );
      return { deliveryId: idOf.get(push) ?? `the push ${push}`, at: momentOf(at), said: saidBy(answer) };
    };
    const { heard, pushed } = this.service;
    return {
      taken: pushed.map(came),
      answers: heard.map(came),
      goneAt: this.goneAt,
      replacedAt: this.replaced(rows),
    };
  }

  /** When something took the place of what each closing was to close. */
  private replaced(rows: readonly DeliveryRow[]): Map<string, Date> {
    const { pushed } = this.service;
    const found = new Map<string, Date>();
    for (const { id, target, closes } of rows) {
      if (closes === null) continue;
      const there = pushed.filter(({ device }) => this.byName.get(device)?.subscriptionId === target);
      const was = there.findIndex(({ message }) => message.id === closes);
      const next = there.find(({ message }, index) => index > was && message.tag === there[was]?.message.tag);
      if (next) found.set(id, momentOf(next.at));
    }
    return found;
  }

  async close(): Promise<void> {
    await this.service.stop();
  }
}

const key = (subscriptionId: string, what: string) => `${what} to ${subscriptionId}`;

/** In the words of the worker. */
function saidBy(answer: PushAnswer): string {
  if (typeof answer === 'string') return unanswered;
  return answer.status === 410 ? 'the subscription has ended' : `answered ${answer.status}`;
}
