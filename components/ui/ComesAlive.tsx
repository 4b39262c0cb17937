'use client';
import { Activity, type ReactNode, Suspense, useState, useSyncExternalStore } from 'react';

/** Whether the server has made it: React asks for what was so on the server only where it takes over what came from there. The answer stays, so nothing is rendered again for it. */
class Origin {
  private server = false;
  readonly inBrowser = (): boolean => this.server;
  readonly onServer = (): boolean => {
    this.server = true;
    return true;
  };
}

/**
 * What the server makes with the page, and what comes alive by itself once its code is here. With a `Suspense` the server would send what is large after all the rest, and
 * the browser show it up to 300 ms later, in the place of `waiting`; what it stands above would be moved. Where it is not made by the server, it is as in a `Suspense`.
 */
export function ComesAlive({ children, waiting = null }: { children: ReactNode; waiting?: ReactNode }): ReactNode {
  const [origin] = useState(() => new Origin());
  return useSyncExternalStore(nobody, origin.inBrowser, origin.onServer) ? <Activity>{children}</Activity> : <Suspense fallback={waiting}>{children}</Suspense>;
}

const nobody = () => () => undefined;
