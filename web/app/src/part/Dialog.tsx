import { useEffect, useLayoutEffect, useRef, type FormEvent, type ReactNode } from "react";
import { IconButton } from "./Button";

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/**
 * Modal: the browser keeps the focus in it, and closes it with Escape. The focus begins at what is marked `data-first`, else
 * at the first field, and goes back to where it was.
 */
export function Dialog({ title, onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const opener = useRef<Element>(null);
  useLayoutEffect(() => {
    const element = dialog.current!;
    opener.current ??= document.activeElement;
    if (!element.open) element.showModal();
    element.querySelector<HTMLElement>("[data-first], input")?.focus();
  }, []);
  // Not while React changes the page: nobody would hear of the focus then.
  useEffect(
    () => () => {
      if (opener.current instanceof HTMLElement) opener.current.focus();
    },
    [],
  );
  return (
    <dialog
      ref={dialog}
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      // A browser may close it all the same, at a second Escape.
      onClose={() => !dialog.current?.open && onClose()}
      onPointerDown={(event) => event.target === dialog.current && onClose()}
    >
      <div className="dialog">
        <header>
          <h2>{title}</h2>
          <IconButton icon="close" label="Close" onClick={onClose} />
        </header>
        {children}
      </div>
    </dialog>
  );
}

interface ConfirmProps {
  readonly title: string;
  readonly text: string;
  readonly action: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks before something that can't be undone. The focus begins at the button that does nothing. */
export function Confirm({ title, text, action, onConfirm, onClose }: ConfirmProps) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onClose();
    onConfirm();
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form onSubmit={submit}>
        <p dir="auto">{text}</p>
        <footer>
          <button type="button" className="button" data-first onClick={onClose}>Cancel</button>
          <button type="submit" className="button danger">{action}</button>
        </footer>
      </form>
    </Dialog>
  );
}
