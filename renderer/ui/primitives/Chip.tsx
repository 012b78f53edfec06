import type { OverallResponse, TargetResponse } from '../../../src/recist/index.ts';
import { responseName } from '../format.ts';
import styles from './Chip.module.css';

type Category = OverallResponse | TargetResponse;

const colour = (category: Category): string => {
  switch (category) {
    case 'CR':
    case 'NED': return 'cr';
    case 'PR': return 'pr';
    case 'SD': return 'sd';
    case 'PD': return 'pd';
    case 'NON-CR/NON-PD':
    case 'NE':
    case 'NA': return 'ne';
  }
};

/** Class that colours text by category (`responseColour('PD')`), for words beside numbers. The letters must be there too. */
export const responseColour = (category: Category): string => styles[`text-${colour(category)}`] ?? '';

/** A response by its letters first and colour second. Dashed and unfilled while provisional, filled once signed or committed as final. */
export function ResponseChip({ response, provisional = false, large = false, narrow = false }: { readonly response: Category; readonly provisional?: boolean; readonly large?: boolean; /** In a column of short letters: NN for NON-CR/NON-PD, its name on hover. */ readonly narrow?: boolean }) {
  const name = response === 'NA' ? 'Not applicable' : responseName(response);
  return (
    <span className={styles.chip} data-colour={colour(response)} data-provisional={provisional || undefined} data-large={large || undefined} title={provisional ? `${name}, provisional` : name}>
      {narrow && response === 'NON-CR/NON-PD' ? <><span aria-hidden="true">NN</span><span className="nd-hidden">{response}</span></> : response}
      {provisional && <span className="nd-hidden"> provisional</span>}
    </span>
  );
}

/** A state that is no response: `read` (filled accent), `images` (dashed), `query` (warning outline). */
export function StateChip({ look, children }: { readonly look: 'ready' | 'waiting' | 'warning' | 'progress'; readonly children: React.ReactNode }) {
  return <span className={styles.state} data-look={look}>{children}</span>;
}
