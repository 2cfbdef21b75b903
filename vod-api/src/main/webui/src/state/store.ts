import { useEffect, useState } from 'preact/hooks';

/** A value that others can watch. */
export class Store<T> {
  private readonly watchers = new Set<() => void>();

  constructor(private value: T) {}

  get(): T {
    return this.value;
  }

  set(next: T | ((before: T) => T)): void {
    const value = typeof next === 'function' ? (next as (before: T) => T)(this.value) : next;
    if (Object.is(value, this.value)) return;
    this.value = value;
    for (const watcher of [...this.watchers]) watcher();
  }

  /** Calls `watcher` after every change, until the returned function is called. */
  watch(watcher: () => void): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }
}

/** Draws the component again whenever the store changes. */
export function useStore<T>(store: Store<T>): T {
  const [, redraw] = useState(0);
  useEffect(() => {
    let drawn = store.get();
    const check = () => {
      if (!Object.is(drawn, store.get())) {
        drawn = store.get();
        redraw((count) => count + 1);
      }
    };
    // The value may have changed between drawing and watching.
    redraw((count) => count + 1);
    return store.watch(check);
  }, [store]);
  return store.get();
}
