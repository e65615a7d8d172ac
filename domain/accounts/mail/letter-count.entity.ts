import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { LetterPurpose } from '../../../contract/api/account-mail.js';
import { AccountEntity } from '../account.entity.js';

/** When somebody was last written to for a purpose, and how often lately, so that nobody can have them flooded with letters. */
@Entity('letter_counts')
export class LetterCountEntity {
  @PrimaryColumn({ type: 'uuid' })
  @ForeignKey(() => AccountEntity, { onDelete: 'CASCADE' })
  userId!: string;

  @PrimaryColumn({ type: 'text' })
  purpose!: LetterPurpose;

  @Column({ type: 'timestamptz', precision: 3 })
  lastAt!: Date;

  /** Since when `letters` counts. */
  @Column({ type: 'timestamptz', precision: 3 })
  since!: Date;

  @Column({ type: 'integer' })
  letters!: number;
}
