import { Check, Column, Entity, PrimaryColumn } from 'typeorm';
import type { ToldOver } from '../../contract/api/analytics.js';

/** What became of the notifications of an hour, by event and channel. It outlives them. */
@Entity('notification_counts')
export class NotificationCountEntity {
  /** In which they were written. */
  @PrimaryColumn({ type: 'timestamptz', precision: 3 })
  hour!: Date;

  @PrimaryColumn({ type: 'text' })
  event!: string;

  @PrimaryColumn({ type: 'text' })
  @Check('notification_counts_channel_check', `channel IN ('inbox', 'email', 'push', 'webhook')`)
  channel!: ToldOver;

  @Column({ type: 'integer' })
  sent!: number;

  @Column({ type: 'integer' })
  shown!: number;

  @Column({ type: 'integer' })
  read!: number;

  /** By how many of those who were told what it asks for was done. */
  @Column({ type: 'integer' })
  acted!: number;

  /** Of those, how many within each of the bounds of `time-to-act.ts`, and later. */
  @Column({ type: 'integer', array: true })
  actedWithin!: number[];

  @Column({ type: 'integer' })
  cancelled!: number;

  @Column({ type: 'integer' })
  failed!: number;
}
