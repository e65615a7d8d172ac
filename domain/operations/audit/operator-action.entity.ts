import { Check, Column, Entity, PrimaryColumn } from 'typeorm';
import type { OperatorActionKind } from '../../../contract/api/operations.js';

/** What an operator set out to do, written before it is done. Append-only, by a trigger. */
@Entity('operator_actions')
export class OperatorActionEntity {
  @PrimaryColumn({ type: 'uuid', default: () => 'uuidv7()' })
  id!: string;

  @Column({ type: 'text' })
  @Check(
    'operator_actions_action_check',
    `action IN ('pause', 'resume', 'retry', 'discard', 'promote', 'retry-events')`,
  )
  action!: OperatorActionKind;

  /** Null for actions on the outbox. */
  @Column({ type: 'text', nullable: true })
  queue!: string | null;

  /** Which jobs or events were meant. */
  @Column({ type: 'jsonb' })
  filter!: Record<string, unknown>;

  @Column({ type: 'text' })
  reason!: string;

  /** Null for a command on the server. Without a foreign key: the account may be deleted since. */
  @Column({ type: 'uuid', nullable: true })
  actorId!: string | null;

  @Column({ type: 'timestamptz', precision: 3, default: () => 'clock_timestamp()' })
  at!: Date;
}
