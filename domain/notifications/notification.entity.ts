import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import type { NotificationType } from '../../contract/notification.js';

/** One event for one recipient. */
@Entity('notifications')
// Unique per event and recipient, and per `seq` of a user.
@Unique(['eventId', 'userId'])
@Unique(['userId', 'seq'])
@Index('notifications_booking', ['bookingId'], { where: 'booking_id IS NOT NULL' })
@Index('notifications_done', ['id'], { where: 'read_at IS NOT NULL OR archived_at IS NOT NULL' })
@Index('notifications_unread', ['userId', 'seq'], {
  where: 'read_at IS NULL AND archived_at IS NULL AND superseded_at IS NULL',
})
@Index('notifications_archived', ['userId', 'seq'], { where: 'archived_at IS NOT NULL' })
@Index('notifications_shown', ['userId', 'seq'], { where: 'archived_at IS NULL' })
export class NotificationEntity {
  @PrimaryColumn({ type: 'uuid', default: () => 'uuidv7()' })
  id!: string;

  @Column({ type: 'uuid' })
  userId!: string;

  /** Gapless per user, from 1. */
  @Column({ type: 'bigint' })
  seq!: number;

  @Column({ type: 'uuid' })
  eventId!: string;

  @Column({ type: 'text' })
  event!: string;

  @Column({ type: 'uuid', nullable: true })
  bookingId!: string | null;

  @Column({ type: 'text' })
  @Check('notifications_type_check', `type IN ('success', 'error', 'warning', 'info')`)
  type!: NotificationType;

  @Column({ type: 'text' })
  title!: string;

  @Column({ type: 'text' })
  message!: string;

  @Column({ type: 'jsonb' })
  data!: Record<string, unknown>;

  @Column({ type: 'text', nullable: true })
  link!: string | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  validUntil!: Date | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  supersededAt!: Date | null;

  @Column({ type: 'timestamptz', precision: 3, default: () => 'clock_timestamp()' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  readAt!: Date | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  archivedAt!: Date | null;

  /** Marked as unread again after it had been read. */
  @Column({ type: 'boolean', default: false })
  wasRead!: boolean;
}
