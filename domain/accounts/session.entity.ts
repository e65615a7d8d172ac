import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { AccountEntity } from './account.entity.js';

/** A refresh token family: each token is used once and issues the next one. */
@Entity('sessions')
@Index('sessions_user', ['userId', 'id'])
@Index('sessions_revoked', ['revokedAt'], { where: 'revoked_at IS NOT NULL' })
@Index('sessions_last_used', ['lastUsedAt'])
export class SessionEntity {
  @PrimaryColumn({ type: 'uuid', default: () => 'uuidv7()' })
  id!: string;

  @Column({ type: 'uuid' })
  @ForeignKey(() => AccountEntity, { onDelete: 'CASCADE' })
  userId!: string;

  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', nullable: true })
  revokedAt!: Date | null;

  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' })
  lastUsedAt!: Date;

  /** The User-Agent at login. */
  @Column({ type: 'text', nullable: true })
  device!: string | null;
}
