/** What a check of the database found, and where: names are those of the schema. */
export type FaultCheck =
  /** The file is no database, or its pages are damaged. */
  | 'file'
  /** A table, index or trigger is not as this format has it. */
  | 'schema'
  /** An audit event does not fit the chain, or a recorded end of it is another. */
  | 'chain'
  /** A row is not what the audit events say. */
  | 'row'
  | 'signature'
  /** The engine, asked again, says something else than was signed. */
  | 'result'
  | 'confirmation'
  | 'decision'
  /** A stored file is missing or altered. */
  | 'storedFile'
  /** What an earlier export wrote down of the chain is not there any more. */
  | 'anchor';

export type Fault = {
  readonly check: FaultCheck;
  /** Null: the file as a whole, or a stored file. */
  readonly table: string | null;
  /** The row's key as text: parts with a slash between them. Null where it cannot be known. */
  readonly row: string | null;
  readonly column: string | null;
  /** Of an audit event: its number. */
  readonly seq: number | null;
  /** Subject the record belongs to; null for none. */
  readonly subjectId: string | null;
  /** What it was and what it is, where both are known and short enough to be read. */
  readonly was: string | null;
  readonly is: string | null;
  /** One sentence for a person, ending with a full stop. */
  readonly message: string;
};

export type FaultInput = Pick<Fault, 'check' | 'message'> & Partial<Fault>;

/** A fault with nothing known but what is given. */
export const faultOf = ({ check, message, ...known }: FaultInput): Fault =>
  ({ check, table: null, row: null, column: null, seq: null, subjectId: null, was: null, is: null, ...known, message });

const longest = 120;
/** A value as a fault names it: short, one line, controls made visible. */
export function shown(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  const text = value instanceof Uint8Array ? `${value.length} bytes` : typeof value === 'object' ? JSON.stringify(value) : String(value as string | number | bigint | boolean);
  const plain = JSON.stringify(text).slice(1, -1);
  return plain.length > longest ? `${plain.slice(0, longest)}…` : plain;
}

/** Faults in the order they were found. After `most` they are counted and not kept. */
export type Faults = { readonly kept: readonly Fault[]; readonly count: number; add(fault: FaultInput): void };

export function createFaults(most = 100): Faults {
  const kept: Fault[] = [];
  let count = 0;
  return {
    kept,
    get count() { return count; },
    add(fault) {
      count += 1;
      if (kept.length < most) kept.push(faultOf(fault));
    },
  };
}
