import { Search } from 'lucide-preact';
import { useLocation } from 'preact-iso';
import { useEffect, useRef } from 'preact/hooks';
import { operationsWords } from '../texts/operations.js';
import { textOf } from '../ui/form.js';

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  target.closest('input, textarea, select, dialog, [contenteditable]') !== null;

/** Finds a booking. The key `/` leads here from anywhere on these pages. */
export function SearchBox() {
  const t = operationsWords.value.search;
  const { path, query, route } = useLocation();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target))
        return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    };
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('keydown', onKey);
    };
  }, []);
  const asked = path === '/operations/bookings' ? query.q : undefined;
  return (
    <form
      class="ops-search"
      role="search"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const q = textOf(new FormData(event.currentTarget), 'q').trim();
        if (q !== '') route(`/operations/bookings?q=${encodeURIComponent(q)}`);
      }}
    >
      <Search aria-hidden="true" />
      <input
        ref={input}
        key={asked}
        type="search"
        name="q"
        defaultValue={asked}
        maxLength={200}
        autoComplete="off"
        spellcheck={false}
        aria-label={t.label}
        aria-keyshortcuts="/"
        placeholder={t.placeholder}
      />
      <kbd aria-hidden="true">/</kbd>
    </form>
  );
}
