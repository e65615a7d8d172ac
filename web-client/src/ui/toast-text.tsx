import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { toastWords } from '../texts/toasts.js';

/** A text of two lines, and all of it where somebody wants to read on. */
export function ToastText({ text }: { text: string }) {
  const paragraph = useRef<HTMLParagraphElement>(null);
  const [isLong, setLong] = useState(false);
  const [isOpen, setOpen] = useState(false);
  useLayoutEffect(() => {
    const element = paragraph.current;
    setLong(element !== null && element.scrollHeight > element.clientHeight + 1);
    setOpen(false);
  }, [text]);
  return (
    <>
      <p ref={paragraph} dir="auto" class={isOpen ? 'toast-whole' : 'toast-lines'} tabIndex={isOpen ? 0 : -1}>
        {text}
      </p>
      {isLong && (
        <button
          type="button"
          class="link"
          aria-expanded={isOpen}
          onClick={() => {
            setOpen(!isOpen);
          }}
        >
          {isOpen ? toastWords.value.less : toastWords.value.more}
        </button>
      )}
    </>
  );
}
