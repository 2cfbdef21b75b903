import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Loading } from '../ui/feedback';

/** A page whose code is loaded when it is first opened. */
export function lazy<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  let loaded: ComponentType<P> | null = null;
  return function Lazy(props: P) {
    const [, redraw] = useState(0);
    const [failed, setFailed] = useState<Error | null>(null);
    useEffect(() => {
      if (loaded) return;
      load().then(
        (component) => {
          loaded = component;
          redraw((count) => count + 1);
        },
        () => setFailed(new Error('A part of the pages could not be loaded. Reload the page.')),
      );
    }, []);
    if (failed) throw failed;
    if (!loaded) return <Loading />;
    const Page = loaded;
    return <Page {...props} />;
  };
}
