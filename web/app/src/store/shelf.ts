/** Something that was written and is not on the server. */
export interface Writing {
  readonly id: string;
  readonly kind: "draft" | "letter" | "edit" | "leftover";
  readonly sessionId: string;
  readonly text: string;
  /** When it was written, in milliseconds; for letters also their order. */
  readonly at: number;
  /** Of an edit: the message's place. */
  readonly seq?: number;
  /** Of a letter: the server refused it. */
  readonly refused?: boolean;
  /** Of a leftover: what became of the place where it belonged. */
  readonly why?: string;
}

/** Where writings outlive the page. What fails there fails silently: the page has its own copy. */
export interface Shelf {
  /** Whether all that was put here last is there after a reload. */
  readonly lasting: boolean;
  put(user: string, writing: Writing): void;
  remove(user: string, id: string): void;
}

const NAME = "confab";
const STORE = "writings";
const PATIENCE = 2_000;

export const NO_SHELF: Shelf = { lasting: false, put: () => undefined, remove: () => undefined };

interface Opened {
  readonly shelf: Shelf;
  readonly found: readonly Writing[];
}

/**
 * The browser's IndexedDB, and what the user has there; where that is forbidden, or does not answer, a shelf on which nothing lasts.
 * `changed` is called whenever it lasts no more, or again.
 */
export async function openShelf(user: string, changed: () => void): Promise<Opened> {
  const late = new Promise<never>((_, reject) => setTimeout(() => reject(new Error("IndexedDB does not answer.")), PATIENCE));
  try {
    return await Promise.race([openFor(user, changed), late]);
  } catch {
    return { shelf: NO_SHELF, found: [] };
  }
}

async function openFor(user: string, changed: () => void): Promise<Opened> {
  const database = await open();
  return { shelf: shelfIn(database, changed), found: await all(database, user) };
}

function all(database: IDBDatabase, user: string): Promise<readonly Writing[]> {
  return new Promise((resolve, reject) => {
    const ofUser = IDBKeyRange.bound([user], [user, []]);
    const request = database.transaction(STORE).objectStore(STORE).getAll(ofUser);
    request.onsuccess = () => resolve(request.result as Writing[]);
    request.onerror = () => reject(request.error as Error);
  });
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onerror = () => reject(request.error as Error);
    request.onsuccess = () => {
      // A later version of this page in another window must not wait for this one.
      request.result.onversionchange = () => request.result.close();
      resolve(request.result);
    };
  });
}

function shelfIn(database: IDBDatabase, changed: () => void): Shelf {
  /** What was not taken when it was put last: the disk may be full now, and not later. */
  const missing = new Set<string>();
  const settle = (id: string, isMissing: boolean) => {
    const lasted = missing.size === 0;
    if (isMissing) missing.add(id);
    else missing.delete(id);
    if (lasted !== (missing.size === 0)) changed();
  };
  const change = (act: (store: IDBObjectStore) => void, settled: (done: boolean) => void) => {
    try {
      const transaction = database.transaction(STORE, "readwrite");
      transaction.oncomplete = () => settled(true);
      transaction.onabort = () => settled(false);
      act(transaction.objectStore(STORE));
      // Else it would wait for an answer here, and be undone where the page is left before.
      transaction.commit();
    } catch {
      settled(false);
    }
  };
  return {
    get lasting() {
      return missing.size === 0;
    },
    put: (user, writing) => change((store) => store.put(writing, [user, writing.id]), (done) => settle(writing.id, !done)),
    remove: (user, id) => change((store) => store.delete([user, id]), () => settle(id, false)),
  };
}
