/** Makes the wall clock wrong by so many milliseconds from now on; monotonic time goes on as it did. */
export function setClock(offset) {
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

const TrueDate = Date;
