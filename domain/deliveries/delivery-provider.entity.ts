import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What all workers know of who takes deliveries: how much may still be sent there, and whether it is down. */
@Entity('delivery_providers')
export class DeliveryProviderEntity {
  /** `email`, `push:<host>`, `webhook:<id>`. */
  @PrimaryColumn({ type: 'text' })
  provider!: string;

  /** How many it could be sent at `countedAt` without exceeding its rate. */
  @Column({ type: 'double precision', default: 0 })
  tokens!: number;

  @Column({ type: 'timestamptz', precision: 3, default: () => 'clock_timestamp()' })
  countedAt!: Date;

  /** How often in a row it could not be reached. */
  @Column({ type: 'integer', default: 0 })
  failures!: number;

  /** Until then nothing is sent there. */
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  downUntil!: Date | null;
}
