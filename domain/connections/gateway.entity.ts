import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** An API process that has written connections. */
@Entity('gateways')
@Index('gateways_seen', ['seenAt'])
export class GatewayEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  /** Renewed every ten seconds. */
  @Column({ type: 'timestamptz', precision: 3, default: () => 'clock_timestamp()' })
  seenAt!: Date;
}
