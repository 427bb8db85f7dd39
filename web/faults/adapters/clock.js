/** Makes the wall clock wrong by so many milliseconds from now on; monotonic time goes on as it did. It needs nothing from around it. */
export function setClock(offset) {
  const TrueDate = (globalThis.TrueDate ??= Date);
  globalThis.Date = class extends TrueDate {
    constructor(...values) {
      if (values.length === 0) super(TrueDate.now() + offset);
      else super(...values);
    }
    static now() {
      return TrueDate.now() + offset;
    }
  };
}
