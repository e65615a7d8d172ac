import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A session whose row is gone, kept for as long as an access token of it could live. Written by a trigger. */
@Entity('removed_sessions')
@Index('removed_sessions_time', ['removedAt'])
export class RemovedSessionEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  removedAt!: Date;
}
