import { Check, Column, Entity, PrimaryColumn } from 'typeorm';
import type { Audience, BroadcastBody } from '../../contract/api/broadcasts.js';

/** A broadcast, expanded into notifications in chunks, in the order of user ids. */
@Entity('broadcasts')
export class BroadcastEntity {
  @PrimaryColumn({ type: 'uuid', default: () => 'uuidv7()' })
  id!: string;

  @Column({ type: 'uuid', nullable: true })
  createdBy!: string | null;

  @Column({ type: 'timestamptz', precision: 3, default: () => 'clock_timestamp()' })
  createdAt!: Date;

  @Column({ type: 'text' })
  title!: string;

  @Column({ type: 'text' })
  message!: string;

  @Column({ type: 'text' })
  type!: BroadcastBody['type'];

  @Column({ type: 'text' })
  @Check('broadcasts_audience_check', `audience IN ('everyone', 'users', 'owners')`)
  audience!: Audience;

  @Column({ type: 'integer' })
  recipients!: number;

  @Column({ type: 'integer', default: 0 })
  told!: number;

  /** The last notified user. */
  @Column({ type: 'uuid', nullable: true })
  lastUserId!: string | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  finishedAt!: Date | null;
}
