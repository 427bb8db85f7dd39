import { useImperativeHandle, useLayoutEffect, useRef, type Ref, type TextareaHTMLAttributes } from "react";

interface GrowingTextProps extends TextareaHTMLAttributes<HTMLTextAreaElement> {
  readonly ref?: Ref<HTMLTextAreaElement>;
}

/** A text field as high as its text, up to what the style allows. The cursor starts at the end. */
export function GrowingText({ ref, value, ...rest }: GrowingTextProps) {
  const own = useRef<HTMLTextAreaElement>(null);
  useImperativeHandle(ref, () => own.current!, []);
  useLayoutEffect(() => {
    const field = own.current!;
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight + field.offsetHeight - field.clientHeight}px`;
  }, [value]);
  useLayoutEffect(() => {
    const end = own.current!.value.length;
    own.current!.setSelectionRange(end, end);
  }, []);
  return <textarea ref={own} rows={1} dir="auto" value={value} {...rest} />;
}
