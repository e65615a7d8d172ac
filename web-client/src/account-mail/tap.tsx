import { Form } from '../ui/form.js';
import { useSubmission } from '../ui/use-submission.js';

interface Props {
  token: string;
  /** What the button says, and what while it works. */
  words: { confirm: string; confirming: string };
  send: (body: { token: string }) => Promise<undefined>;
  done: () => void;
}

/** One button, without which a link of a letter does nothing: programs that look into letters follow their links. */
export function Tap({ token, words, send, done }: Props) {
  const { submit, isBusy, error } = useSubmission<{ token: string }, undefined>(send, done);
  return (
    <Form error={error} fields={[]} onSubmit={() => void submit({ token })}>
      <button type="submit" class="primary wide" aria-disabled={isBusy}>
        {isBusy ? words.confirming : words.confirm}
      </button>
    </Form>
  );
}
