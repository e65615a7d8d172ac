import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { AccountEntity } from '../accounts/account.entity.js';

/** One per user. Its row lock guards every change of the user's notifications. */
@Entity('inboxes')
export class InboxEntity {
  @PrimaryColumn({ type: 'uuid' })
  @ForeignKey(() => AccountEntity, { onDelete: 'CASCADE' })
  userId!: string;

  @Column({ type: 'bigint', default: 0 })
  lastSeq!: number;

  @Column({ type: 'integer', default: 0 })
  @Check('inboxes_unread_count_check', 'unread_count >= 0')
  unreadCount!: number;

  /** Everything up to this `seq` is read or archived: where scans start. */
  @Column({ type: 'bigint', default: 0 })
  readUpTo!: number;

  @Column({ type: 'bigint', default: 0 })
  archivedUpTo!: number;

  /** When something was archived last, as `archiveTime` gave it out. */
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  lastArchivedAt!: Date | null;

  /** Clients with an older cursor must reload, since later rows were pruned. */
  @Column({ type: 'bigint', default: 0 })
  prunedUpTo!: number;
}
