import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { SessionEntity } from '../accounts/session.entity.js';

/** The last `seq` that a device has shown. A session is a device. */
@Entity('devices_shown')
@Index('devices_shown_user', ['userId'])
export class DeviceShownEntity {
  @PrimaryColumn({ type: 'uuid' })
  @ForeignKey(() => SessionEntity, { onDelete: 'CASCADE' })
  sessionId!: string;

  @Column({ type: 'uuid' })
  userId!: string;

  @Column({ type: 'bigint' })
  lastShownSeq!: number;

  @Column({ type: 'timestamptz', precision: 3, default: () => 'clock_timestamp()' })
  at!: Date;
}
