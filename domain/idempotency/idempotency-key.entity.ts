import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** The first answer to an Idempotency-Key, written in the transaction of the change that it answers. */
@Entity('idempotency_keys')
@Index('idempotency_keys_age', ['createdAt'])
export class IdempotencyKeyEntity {
  /** Whose key it is. */
  @PrimaryColumn({ type: 'text' })
  scope!: string;

  @PrimaryColumn({ type: 'text' })
  key!: string;

  /** Of what was asked under it. */
  @Column({ type: 'bytea' })
  fingerprint!: Buffer;

  /** Null while a call is under way that has no transaction around it. */
  @Column({ type: 'bytea', nullable: true })
  answer!: Buffer | null;

  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  createdAt!: Date;
}
