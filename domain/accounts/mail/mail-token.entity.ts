import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { LetterPurpose } from '../../../contract/api/account-mail.js';
import { AccountEntity } from '../account.entity.js';

/** What a link in a letter proves, once. The token itself is in the letter alone. */
@Entity('mail_tokens')
@Index('mail_tokens_user', ['userId', 'purpose'])
@Index('mail_tokens_expiry', ['expiresAt'])
export class MailTokenEntity {
  @PrimaryColumn({ type: 'bytea' })
  tokenHash!: Buffer;

  @Column({ type: 'uuid' })
  @ForeignKey(() => AccountEntity, { onDelete: 'CASCADE' })
  userId!: string;

  @Column({ type: 'text' })
  @Check('mail_tokens_purpose_check', `purpose IN ('verify-address', 'reset-password', 'lift-lockout')`)
  purpose!: LetterPurpose;

  /** The letter that it went out with. A second attempt of the same letter has another token. */
  @Column({ type: 'uuid' })
  @Index('mail_tokens_delivery')
  @ForeignKey('deliveries', { onDelete: 'CASCADE' })
  deliveryId!: string;

  @Column({ type: 'timestamptz', precision: 3 })
  expiresAt!: Date;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  usedAt!: Date | null;
}
