import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { OperatorActionEntity } from './operator-action.entity.js';

/** What became of an operator's action. Append-only, by a trigger. Missing while it is under way, or where its process died. */
@Entity('operator_action_outcomes')
export class OperatorActionOutcomeEntity {
  @PrimaryColumn({ type: 'uuid' })
  @ForeignKey(() => OperatorActionEntity)
  actionId!: string;

  /** How many jobs or events it touched, also before it failed. */
  @Column({ type: 'integer' })
  touched!: number;

  @Column({ type: 'text', nullable: true })
  error!: string | null;

  @Column({ type: 'timestamptz', precision: 3, default: () => 'clock_timestamp()' })
  finishedAt!: Date;
}
