import { CircleCheck, Copy } from 'lucide-preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { webhookWords } from '../texts/webhooks.js';

/** A secret that was just made, which nobody can be shown again. It takes the focus. */
export function SecretOnce({ secret, kept }: { secret: string; kept: () => void }) {
  const t = webhookWords.value.secret;
  const heading = useRef<HTMLHeadingElement>(null);
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    heading.current?.focus();
  }, []);
  const copy = () =>
    navigator.clipboard.writeText(secret).then(
      () => {
        setCopied(true);
      },
      () => undefined,
    );
  return (
    <section class="card biz-form hook-secret">
      <div>
        <h2 ref={heading} tabIndex={-1}>
          {t.title}
        </h2>
        <p class="hint">{t.hint}</p>
      </div>
      <code dir="ltr">{secret}</code>
      <div class="row biz-buttons">
        {/* In secure contexts only; elsewhere people select it. */}
        {'clipboard' in navigator && (
          <button type="button" class="primary" onClick={() => void copy()}>
            {isCopied ? <CircleCheck aria-hidden="true" /> : <Copy aria-hidden="true" />}
            <span aria-live="polite">{isCopied ? t.copied : t.copy}</span>
          </button>
        )}
        <button type="button" class="quiet" onClick={kept}>
          {t.kept}
        </button>
      </div>
    </section>
  );
}
