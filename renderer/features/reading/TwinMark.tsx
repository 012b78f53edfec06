import type { TwinScore } from '../../../src/casefile/index.ts';
import { twinSentence } from './twinText.ts';
import styles from './TwinMark.module.css';

/** Score of a series against the one measured on before: boxed when it is its twin, bare when it is not. */
export function TwinMark({ twin }: { readonly twin: TwinScore }) {
  return <span className={styles.mark} data-twin={twin.isTwin || undefined} aria-label={`${twin.isTwin ? 'match' : 'no match'} ${twin.score}`} role="img" title={twinSentence(twin)}>{twin.score}</span>;
}
