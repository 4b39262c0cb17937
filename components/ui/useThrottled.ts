'use client';
import { useEffect, useRef, useState } from 'react';

/** A value that changes all the time, as it is every so many milliseconds; the last one always comes. */
export function useThrottled<T>(value: T, ms: number): T {
  const [shown, setShown] = useState(value);
  const at = useRef(0);
  useEffect(() => {
    const timer = setTimeout(() => {
      at.current = Date.now();
      setShown(value);
    }, Math.max(0, at.current + ms - Date.now()));
    return () => clearTimeout(timer);
  }, [value, ms]);
  return shown;
}
