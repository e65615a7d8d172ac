import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Language } from '../../contract/languages.js';
import type { Role } from '../../contract/api/accounts.js';

/** An account. */
@Entity('users')
// By collations and expressions, which TypeORM cannot declare; defined by their migration.
@Index('users_by_email', { synchronize: false })
@Index('users_by_name', { synchronize: false })
@Index('users_by_last_name', { synchronize: false })
@Index('users_operators', ['id'], { where: `role = 'operator'` })
export class AccountEntity {
  @PrimaryColumn({ type: 'uuid', default: () => 'uuidv7()' })
  id!: string;

  @Column({ type: 'text', unique: true })
  @Check('users_email_check', 'email = lower(email)')
  email!: string;

  /** Not selected unless named explicitly. */
  @Column({ type: 'text', select: false })
  passwordHash!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text' })
  @Check('users_role_check', `role IN ('user', 'owner', 'admin', 'operator')`)
  role!: Role;

  /** In which this person is told of events. */
  @Column({ type: 'text', default: 'en' })
  @Check('users_language_check', `language IN ('en', 'es')`)
  language!: Language;

  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  suspendedAt!: Date | null;

  /** When it was shown that the address is this person's. Until then no mail goes there, except the one that asks. */
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  emailVerifiedAt!: Date | null;

  /** Since then no mail goes there: the address does not exist, or somebody has complained. */
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  mailStoppedAt!: Date | null;

  @Column({ type: 'text', nullable: true })
  mailStopReason!: string | null;
}
