import { businessWords } from '../texts/business.js';
import { Field, Form, textOf } from '../ui/form.js';
import { useSubmission } from '../ui/use-submission.js';

interface Named {
  name: string;
}

interface Props<Answer> {
  label: string;
  hint?: string;
  /** What the button says. */
  action: string;
  name?: string;
  send: (body: Named, idempotencyKey: string) => Promise<Answer>;
  done: (answer: Answer) => void;
  /** Absent where there is nothing to go back to. */
  cancel?: (() => void) | undefined;
}

/** Asks for one name: of a business, or of somebody who works there. */
export function NameForm<Answer>({ label, hint, action, name, send, done, cancel }: Props<Answer>) {
  const { submit, isBusy, error } = useSubmission<Named, Answer>(send, done);
  return (
    <Form error={error} fields={['name']} onSubmit={(form) => void submit({ name: textOf(form, 'name') })}>
      <Field
        label={label}
        name="name"
        autoComplete="off"
        maxLength={120}
        defaultValue={name}
        autoFocus={cancel !== undefined}
        error={error}
        {...(hint === undefined ? {} : { hint })}
      />
      <div class="row biz-buttons">
        <button type="submit" class="primary" aria-disabled={isBusy}>
          {action}
        </button>
        {cancel && (
          <button type="button" class="quiet" onClick={cancel}>
            {businessWords.value.back}
          </button>
        )}
      </div>
    </Form>
  );
}
