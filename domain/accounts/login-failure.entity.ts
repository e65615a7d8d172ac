import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Failed logins for an e-mail address, which need not belong to an account, from one scope: an address or a known device. */
@Entity('login_failures')
@Index('login_failures_age', ['lastAt'])
export class LoginFailureEntity {
  @PrimaryColumn({ type: 'text' })
  email!: string;

  @PrimaryColumn({ type: 'text' })
  scope!: string;

  @Column({ type: 'integer' })
  failures!: number;

  @Column({ type: 'timestamptz', nullable: true })
  lockedUntil!: Date | null;

  @Column({ type: 'timestamptz' })
  lastAt!: Date;
}
