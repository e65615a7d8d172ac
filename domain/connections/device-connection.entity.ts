import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A socket of a session for its inbox. A session is a device. */
@Entity('device_connections')
@Index('device_connections_user', ['userId', 'id'])
export class DeviceConnectionEntity {
  /** UUIDv7 of the gateway, so that it is ordered by time. */
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid' })
  userId!: string;

  @Column({ type: 'uuid' })
  sessionId!: string;

  @Column({ type: 'uuid' })
  gatewayId!: string;

  @Column({ type: 'timestamptz', precision: 3 })
  connectedAt!: Date;

  /** Null while it is open, and for ever where its gateway was killed: see `endOfConnection`. */
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  disconnectedAt!: Date | null;
}
