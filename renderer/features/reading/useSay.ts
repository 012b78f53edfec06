import { useCallback, useState } from 'react';

/** The live region's text; saying the same twice is heard twice. */
export function useSay(): { readonly said: string; readonly say: (text: string) => void } {
  const [said, setSaid] = useState('');
  const say = useCallback((text: string) => {
    if (text !== '') setSaid((before) => (before === text ? `${text}\u00a0` : text));
  }, []);
  return { said, say };
}
