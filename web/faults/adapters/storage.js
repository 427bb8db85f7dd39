/** Makes a page's storages fail, before anything runs in it: all `throws`, or IndexedDB is `silent` and never answers. It needs nothing from around it. */
export function failing(how) {
  if (how === "throws") {
    for (const name of ["localStorage", "sessionStorage", "indexedDB"]) {
      Object.defineProperty(globalThis, name, {
        get() {
          throw new DOMException("denied", "SecurityError");
        },
      });
    }
  }
  if (how === "silent") IDBFactory.prototype.open = () => new EventTarget();
}
