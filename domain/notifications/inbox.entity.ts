import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { AccountEntity } from '../accounts/account.entity.js';

/** One per user, and the lock that everything takes which changes this user's notifications. */
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

  /** Everything up to here is read, or archived: where to start looking for what is not. */
  @Column({ type: 'bigint', default: 0 })
  readUpTo!: number;

  @Column({ type: 'bigint', default: 0 })
  archivedUpTo!: number;

  /** A client whose cursor is before this cannot be brought up to date: rows after it are gone. */
  @Column({ type: 'bigint', default: 0 })
  prunedUpTo!: number;
}
