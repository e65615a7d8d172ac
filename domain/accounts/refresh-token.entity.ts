import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { SessionEntity } from './session.entity.js';

@Entity('refresh_tokens')
@Index('refresh_tokens_session', ['sessionId'])
@Index('refresh_tokens_expiry', ['expiresAt'])
export class RefreshTokenEntity {
  @PrimaryColumn({ type: 'bytea' })
  tokenHash!: Buffer;

  @Column({ type: 'uuid' })
  @ForeignKey(() => SessionEntity, { onDelete: 'CASCADE' })
  sessionId!: string;

  @Column({ type: 'timestamptz' })
  expiresAt!: Date;

  @Column({ type: 'timestamptz', nullable: true })
  usedAt!: Date | null;
}
