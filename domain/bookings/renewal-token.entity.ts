import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { BookingEntity } from './booking.entity.js';

/** Lets a device renew a booking once, from the warning that it shows, for the period and the price that stand there. */
@Entity('renewal_tokens')
@Index('renewal_tokens_subscription', ['subscriptionId'])
@Index('renewal_tokens_booking', ['bookingId'])
@Index('renewal_tokens_end', ['validUntil'])
export class RenewalTokenEntity {
  @PrimaryColumn({ type: 'bytea' })
  tokenHash!: Buffer;

  /** Without its subscription a device renews nothing: it has signed out. */
  @Column({ type: 'uuid' })
  @ForeignKey('push_subscriptions', { onDelete: 'CASCADE' })
  subscriptionId!: string;

  @Column({ type: 'uuid' })
  @ForeignKey(() => BookingEntity, { onDelete: 'CASCADE' })
  bookingId!: string;

  /** Of the deadline that was warned of: once it has moved, the token is good for nothing. */
  @Column({ type: 'integer' })
  deadlineVersion!: number;

  @Column({ type: 'integer' })
  seconds!: number;

  @Column({ type: 'bigint' })
  amount!: number;

  @Column({ type: 'char', length: 3 })
  currency!: string;

  @Column({ type: 'timestamptz', precision: 3 })
  validUntil!: Date;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  usedAt!: Date | null;
}
