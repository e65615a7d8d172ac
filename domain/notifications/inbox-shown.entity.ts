import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { AccountEntity } from '../accounts/account.entity.js';

/** Up to which `seq` any device of a user has shown notifications, so that each counts once however many devices show it. */
@Entity('inboxes_shown')
export class InboxShownEntity {
  @PrimaryColumn({ type: 'uuid' })
  @ForeignKey(() => AccountEntity, { onDelete: 'CASCADE' })
  userId!: string;

  @Column({ type: 'bigint' })
  lastShownSeq!: number;
}
