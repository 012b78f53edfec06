import { useEffect, useMemo, useState } from 'react';
import { signedFacts, type SubjectCase, type Timepoint } from '../../../src/casefile/index.ts';
import { canonicalJson, type Json } from '../../../src/common/index.ts';

/** SHA-256, as lower-case hex, of what a signature of the timepoint would cover: the value the host signs. Null until it is known. */
export function useContentHash(subject: SubjectCase, timepoint: Timepoint): string | null {
  const text = useMemo(() => canonicalJson(signedFacts(subject, timepoint) as unknown as Json), [subject, timepoint]);
  const [known, setKnown] = useState<{ readonly text: string; readonly hex: string } | null>(null);
  useEffect(() => {
    let current = true;
    void crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)).then((digest) => {
      if (current) setKnown({ text, hex: [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('') });
    });
    return () => { current = false; };
  }, [text]);
  return known?.text === text ? known.hex : null;
}
