import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { AccountEntity } from '../accounts/account.entity.js';
import type { ChannelName } from './channel.js';

export type DeliveryStatus = 'due' | 'sending' | 'sent' | 'cancelled' | 'failed';

/** One notification on its way over one slow channel, to one device where the channel has several. */
@Entity('deliveries')
@Unique(['notificationId', 'channel', 'target'])
@Index('deliveries_due', ['provider', 'priority', 'dueAt'], { where: `status IN ('due', 'sending')` })
@Index('deliveries_user', ['userId'])
@Index('deliveries_webhook', ['target', 'id'], { where: `channel = 'webhook'` })
@Index('deliveries_closes', ['closes'], { where: 'closes IS NOT NULL' })
@Check('deliveries_ended_check', `(ended_at IS NOT NULL) = (status IN ('sent', 'cancelled', 'failed'))`)
export class DeliveryEntity {
  @PrimaryColumn({ type: 'uuid', default: () => 'uuidv7()' })
  id!: string;

  /** Null for a letter about the account, which is in no inbox, and for what closes another one on a device: see `purpose` and `closes`. */
  @Column({ type: 'uuid', nullable: true })
  @ForeignKey('notifications', { onDelete: 'CASCADE' })
  notificationId!: string | null;

  @Column({ type: 'uuid' })
  @ForeignKey(() => AccountEntity, { onDelete: 'CASCADE' })
  userId!: string;

  @Column({ type: 'text' })
  @Check('deliveries_channel_check', `channel IN ('email', 'push', 'webhook')`)
  channel!: ChannelName;

  /** The push subscription or webhook; empty for mail, whose address is that of the account when it is sent. */
  @Column({ type: 'text', default: '' })
  target!: string;

  /** Who takes it. What is down or slow is a provider: see `delivery-provider.entity.ts`. */
  @Column({ type: 'text' })
  provider!: string;

  @Column({ type: 'text', nullable: true })
  purpose!: string | null;

  @Column({ type: 'text', default: 'due' })
  @Check('deliveries_status_check', `status IN ('due', 'sending', 'sent', 'cancelled', 'failed')`)
  status!: DeliveryStatus;

  /** Why it was cancelled. */
  @Column({ type: 'text', nullable: true })
  reason!: string | null;

  /** 0: a warning, 1: a task, 2: news. Lower ones go first. */
  @Column({ type: 'smallint' })
  priority!: number;

  /** When it is decided and sent; while it is being sent, when that attempt counts as lost. */
  @Column({ type: 'timestamptz', precision: 3 })
  dueAt!: Date;

  /** Until when it is true. */
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  validUntil!: Date | null;

  /** How often it was sent, or tried to. */
  @Column({ type: 'integer', default: 0 })
  attempts!: number;

  /** By what name the provider knows it. */
  @Column({ type: 'text', nullable: true })
  providerId!: string | null;

  @Column({ type: 'text', nullable: true })
  lastError!: string | null;

  /** Whether some attempt was not answered, so that it may have been taken. */
  @Column({ type: 'boolean', default: false })
  mayHaveArrived!: boolean;

  @Column({ type: 'timestamptz', precision: 3, default: () => 'clock_timestamp()' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  endedAt!: Date | null;

  /** Of a push: the notification that the device is to show no longer. */
  @Column({ type: 'uuid', nullable: true })
  @ForeignKey('notifications', { onDelete: 'CASCADE' })
  closes!: string | null;
}
