import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { AccountEntity } from '../accounts/account.entity.js';
import { SessionEntity } from '../accounts/session.entity.js';

/** A device that takes messages while no page is open. It is one of a session, and of no use after its end. */
@Entity('push_subscriptions')
@Index('push_subscriptions_user', ['userId'])
@Index('push_subscriptions_session', ['sessionId'])
export class PushSubscriptionEntity {
  @PrimaryColumn({ type: 'uuid', default: () => 'uuidv7()' })
  id!: string;

  @Column({ type: 'uuid' })
  @ForeignKey(() => AccountEntity, { onDelete: 'CASCADE' })
  userId!: string;

  @Column({ type: 'uuid' })
  @ForeignKey(() => SessionEntity, { onDelete: 'CASCADE' })
  sessionId!: string;

  /** The address at the browser's push service. Whoever knows it can send to it, so it is in no log. */
  @Column({ type: 'text', unique: true })
  endpoint!: string;

  @Column({ type: 'text' })
  provider!: string;

  /** The browser's public key, and a secret shared with it (RFC 8291). */
  @Column({ type: 'text' })
  p256dh!: string;

  @Column({ type: 'text' })
  auth!: string;

  @Column({ type: 'timestamptz', precision: 3, default: () => 'clock_timestamp()' })
  createdAt!: Date;
}
