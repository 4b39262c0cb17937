'use client';
import { useCallback, useLayoutEffect, useRef } from 'react';

/** A function that stays the same for those it is given to, and does what that of the last rendering does: what is memoised around it has nothing to do meanwhile. For what people do, not for what is rendered. */
export function useSteady<Given extends unknown[], Result>(run: (...given: Given) => Result): (...given: Given) => Result {
  const latest = useRef(run);
  useLayoutEffect(() => {
    latest.current = run;
  });
  return useCallback((...given: Given) => latest.current(...given), []);
}
