'use client';
import { useCallback, useEffect, useRef, useState } from 'react';

/**
 * The text of a field whose value comes back a moment later, from the address of the page: what was typed stands until then, so that what is typed meanwhile
 * follows it. A value that nobody typed here takes its place.
 */
export function useTyped(value: string, onChange: (text: string) => void): [text: string, change: (text: string) => void] {
  const [typed, setTyped] = useState<string | null>(null);
  /** What was told and has not come back. */
  const told = useRef<readonly string[]>([]);
  useEffect(() => {
    told.current = told.current.slice(told.current.lastIndexOf(value) + 1 || told.current.length);
    if (told.current.length === 0) setTyped(null);
  }, [value]);
  const change = useCallback((text: string) => {
    told.current = [...told.current, text];
    setTyped(text);
    onChange(text);
  }, [onChange]);
  return [typed ?? value, change];
}
