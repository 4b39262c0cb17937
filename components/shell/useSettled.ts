'use client';
import { useEffect, useState } from 'react';

/** A value once it has not changed for so many milliseconds: what somebody has typed, not what they are typing. */
export function useSettled<T>(value: T, milliseconds: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return settled;
}
