/**
 * Makes a page's storages fail, before anything runs in it: all throw, are full, or IndexedDB is silent and never answers. How
 * much IndexedDB takes is the browser's to say. It needs nothing from around it.
 */
export function failing(how) {
  const refuse = (name) => {
    throw new DOMException(name, name);
  };
  if (how === "throws") {
    for (const name of ["localStorage", "sessionStorage", "indexedDB"]) Object.defineProperty(globalThis, name, { get: () => refuse("SecurityError") });
  }
  if (how === "full") Storage.prototype.setItem = () => refuse("QuotaExceededError");
  if (how === "silent") IDBFactory.prototype.open = () => new EventTarget();
}
