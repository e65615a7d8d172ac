import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** The first answer to an Idempotency-Key, written in the transaction of the change that it answers. */
@Entity('idempotency_keys')
@Index('idempotency_keys_age', ['createdAt'])
export class IdempotencyKeyEntity {
  /** The owner of the key. */
  @PrimaryColumn({ type: 'text' })
  scope!: string;

  @PrimaryColumn({ type: 'text' })
  key!: string;

  /** Keyed hash of the request. */
  @Column({ type: 'bytea' })
  fingerprint!: Buffer;

  /** Null while an idempotent action runs without a transaction. */
  @Column({ type: 'bytea', nullable: true })
  answer!: Buffer | null;

  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  createdAt!: Date;
}
