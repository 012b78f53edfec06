/** Rows of SUPP--: what belongs to a record and has no variable of its own. Text beyond 200 characters goes on in further rows (interoperability 1.4.12). */
import type { SdtmRow } from '../dataset.ts';
import { cleanText, piecesOf } from '../text.ts';

export type Qualifier = {
  /** QNAM, eight characters at most. */
  readonly name: string;
  /** QLABEL, forty characters at most. */
  readonly label: string;
  readonly origin: 'Assigned' | 'Collected' | 'Derived';
  readonly text: string | null | undefined;
};

/** The record a qualifier belongs to: its domain, its subject, the variable that names it and its value. */
export type Parent = { readonly row: SdtmRow; readonly idVar: string; readonly evaluator: string };

/** "LESNOTE", "LESNOTE1": QNAM of a further piece, at most eight characters. */
const pieceName = (name: string, index: number): string => (index === 0 ? name : `${name.slice(0, 8 - String(index).length)}${index}`);

/** SUPP-- rows of a record; a qualifier without text has none. */
export function qualifierRows({ row, idVar, evaluator }: Parent, qualifiers: readonly Qualifier[]): readonly SdtmRow[] {
  return qualifiers.flatMap(({ name, label, origin, text }) => {
    const cleaned = cleanText(text);
    return (cleaned === null ? [] : piecesOf(cleaned)).map((piece, index) => ({
      STUDYID: row['STUDYID'] ?? null, RDOMAIN: row['DOMAIN'] ?? null, USUBJID: row['USUBJID'] ?? null, IDVAR: idVar, IDVARVAL: String(row[idVar] ?? ''),
      QNAM: pieceName(name, index), QLABEL: label, QVAL: piece, QORIG: origin, QEVAL: evaluator,
    }));
  });
}
