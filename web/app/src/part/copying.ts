import { useCallback, useEffect, useState } from "react";

const SHOWN_MILLIS = 2_000;

/** Copies text, and tells for two seconds whether it worked. */
export function useCopying(): { readonly copied: boolean | undefined; readonly copy: (text: string) => void } {
  const [result, setResult] = useState<{ copied: boolean }>();
  useEffect(() => {
    if (!result) return undefined;
    const timer = setTimeout(() => setResult(undefined), SHOWN_MILLIS);
    return () => clearTimeout(timer);
  }, [result]);
  const copy = useCallback((text: string) => void toClipboard(text).then((copied) => setResult({ copied })), []);
  return { copied: result?.copied, copy };
}

/** Whether it is there now. A page that came without TLS may not write to the clipboard but by the old command. */
async function toClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return byCommand(text);
  }
}

function byCommand(text: string): boolean {
  const before = document.activeElement;
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "heard";
  document.body.append(field);
  field.select();
  try {
    return document.execCommand("copy");
  } catch {
    return false;
  } finally {
    field.remove();
    if (before instanceof HTMLElement) before.focus();
  }
}
