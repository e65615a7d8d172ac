import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A deleted session, recorded by a trigger while access tokens of it may be valid. */
@Entity('removed_sessions')
@Index('removed_sessions_time', ['removedAt'])
export class RemovedSessionEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  removedAt!: Date;
}
