import { Modal } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { FactImportOptions, FactPreview } from '../../../src/api/wire.ts';
import { clearMarker, dateFormats, factFields } from '../../../src/casefile/index.ts';
import { factFile, useFactImport, type FactFile } from '../../queries/index.ts';
import { Alert, Button, errorText, format, toast } from '../../ui/index.ts';
import styles from './Clinical.module.css';

const asFound: FactImportOptions = { encoding: null, separator: null, dates: null, decimal: null, mapping: null };
const encodingNames = { 'utf-8': 'UTF-8', 'utf-16le': 'UTF-16', 'utf-16be': 'UTF-16 big-endian', 'windows-1252': 'Latin-1 (Windows-1252)' } as const;
const separatorNames = { ',': 'comma', ';': 'semicolon', '\t': 'tab' } as const;
const foundBy = { mark: ', by its mark', bytes: ', recognised', chosen: '' } as const;

function Choose({ onFile }: { readonly onFile: (file: File) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  return (
    <div
      className={styles.drop} data-over={isOver || undefined} onDragOver={(event) => { event.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)}
      onDrop={(event) => { event.preventDefault(); setOver(false); const [file] = event.dataTransfer.files; if (file) onFile(file); }}
    >
      <p>One row per fact or per subject; the first row names the columns. An empty cell changes nothing; {clearMarker} takes the fact away.</p>
      <Button look="primary" data-autofocus onClick={() => input.current?.click()}>Choose table</Button>
      <input ref={input} type="file" hidden accept=".csv,.txt,.tsv,text/csv" aria-label="Table of clinical facts" onChange={(event) => { const [file] = event.currentTarget.files ?? []; event.currentTarget.value = ''; if (file) onFile(file); }} />
    </div>
  );
}

function Reading({ preview: { used, datesThatFit, remembered }, onChange }: { readonly preview: FactPreview; readonly onChange: (over: Partial<FactImportOptions>) => void }) {
  return (
    <div className={styles.bar}>
      <label><span className="nd-section">Written in</span><select value={used.encoding} onChange={(event) => onChange({ encoding: event.currentTarget.value as typeof used.encoding })}>{Object.entries(encodingNames).map(([id, name]) => <option key={id} value={id}>{name}{id === used.encoding ? foundBy[used.encodingBy] : ''}</option>)}</select></label>
      <label><span className="nd-section">Separator</span><select value={used.separator} onChange={(event) => onChange({ separator: event.currentTarget.value as typeof used.separator, mapping: null })}>{Object.entries(separatorNames).map(([id, name]) => <option key={id} value={id}>{name}</option>)}</select></label>
      <label><span className="nd-section">Dates</span><select value={used.dates} onChange={(event) => onChange({ dates: event.currentTarget.value as typeof used.dates })}>{dateFormats.map((one) => <option key={one} value={one}>{one}{datesThatFit.includes(one) ? ', fits' : ''}</option>)}</select></label>
      <label><span className="nd-section">Decimal mark</span><select value={used.decimal} onChange={(event) => onChange({ decimal: event.currentTarget.value as typeof used.decimal })}><option value=".">point, 12.5</option><option value=",">comma, 12,5</option></select></label>
      <span className="nd-small nd-3">An empty cell changes nothing; {clearMarker} takes the fact away.</span>
      {remembered && <span className="nd-small nd-3">Columns as in the last import of this study.</span>}
    </div>
  );
}

function Columns({ preview: { header, sample, used: { mapping } }, onChange }: { readonly preview: FactPreview; readonly onChange: (over: Partial<FactImportOptions>) => void }) {
  const set = (name: string, field: string) => onChange({ mapping: Object.fromEntries(Object.entries({ ...mapping, [name]: field }).filter(([other, id]) => id !== '' && (other === name || id !== field))) });
  return (
    <table className={styles.table} aria-label="Columns">
      <thead><tr><th scope="col">Column</th><th scope="col">Is</th><th scope="col">First rows</th></tr></thead>
      <tbody>
        {header.map((name, at) => (
          <tr key={`${name} ${at}`}>
            <th scope="row">{name}</th>
            <td><select aria-label={`${name} is`} value={mapping[name] ?? ''} onChange={(event) => set(name, event.currentTarget.value)}><option value="">left out</option>{factFields.map(({ id, title }) => <option key={id} value={id}>{title}</option>)}</select></td>
            <td className={styles.value}>{sample.map((cells) => cells[at] ?? '').filter((cell) => cell !== '').join(' · ')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Outcome({ preview: { problems, problemCount, changes, changeCount } }: { readonly preview: FactPreview }) {
  if (problemCount > 0) {
    return (
      <>
        <Alert severity="block" title={`${format.counted(problemCount, 'cell')} to correct; nothing is stored until none is left`} />
        <table className={styles.table} aria-label="Problems">
          <thead><tr><th scope="col">Row</th><th scope="col">Column</th><th scope="col">Value</th><th scope="col">What is wrong</th></tr></thead>
          <tbody>{problems.map(({ row, column, value, message }, index) => <tr key={index}><td>{row}</td><th scope="row">{column}</th><td className={styles.value}>{value}</td><td className={styles.wrap}>{message}</td></tr>)}</tbody>
        </table>
      </>
    );
  }
  return (
    <table className={styles.table} aria-label="Changes">
      <thead><tr><th scope="col">Row</th><th scope="col">Subject</th><th scope="col">Fact</th><th scope="col">Now</th><th scope="col">Becomes</th></tr></thead>
      <tbody>
        {changes.map(({ row, code, what, before, after }, index) => <tr key={index}><td>{row}</td><th scope="row">{code}</th><td>{what}</td><td className="nd-3">{before === '' ? 'none' : before}</td><td>{after === '' ? 'taken away' : after}</td></tr>)}
        {changeCount > changes.length && <tr><td colSpan={5} className="nd-3">and {format.count(changeCount - changes.length)} more</td></tr>}
      </tbody>
    </table>
  );
}

function Form({ studyId, onClose }: { readonly studyId: string; readonly onClose: () => void }) {
  const facts = useFactImport(studyId);
  const [file, setFile] = useState<FactFile | null>(null);
  const [options, setOptions] = useState(asFound);
  const [preview, setPreview] = useState<FactPreview | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  useEffect(() => {
    if (file === null) return undefined;
    let isCurrent = true;
    facts.preview(file, options).then((found) => { if (isCurrent) { setPreview(found); setFailure(null); } }).catch((error: unknown) => { if (isCurrent) setFailure(errorText(error)); });
    return () => { isCurrent = false; };
  }, [facts, file, options]);
  const choose = (chosen: File) => { setPreview(null); setOptions(asFound); factFile(chosen).then(setFile).catch((error: unknown) => setFailure(errorText(error))); };
  const change = (over: Partial<FactImportOptions>) => setOptions((now) => ({ ...now, ...over }));
  const missing = isBusy ? 'Storing' : preview === null ? 'No table yet' : preview.problemCount > 0 ? `${format.counted(preview.problemCount, 'cell')} to correct` : preview.changeCount === 0 ? 'The table changes nothing' : null;
  const store = async (): Promise<void> => {
    if (file === null || preview === null || missing !== null) return;
    setBusy(true);
    try {
      // What is stored is read as it was shown.
      const { encoding, separator, dates, decimal, mapping } = preview.used;
      const done = await facts.store(file, { encoding, separator, dates, decimal, mapping });
      if (!done.stored) return setPreview(done);
      toast(`${format.counted(done.changeCount, 'fact')} of ${format.counted(done.subjects, 'subject')} stored from ${done.fileName}.`);
      onClose();
    } catch (error) {
      setFailure(errorText(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form className={styles.sheet} aria-label="Clinical facts from a table" onSubmit={(event) => { event.preventDefault(); event.stopPropagation(); void store(); }}>
      {file === null ? <Choose onFile={choose} /> : (
        <>
          {preview && <Reading preview={preview} onChange={change} />}
          <div className={styles.scroll} tabIndex={0} role="region" aria-label="What the table says">{preview && <><Columns preview={preview} onChange={change} /><Outcome preview={preview} /></>}</div>
        </>
      )}
      {failure !== null && <Alert severity="block" title={failure} live />}
      <div className={styles.foot}>
        <span role="status">{preview ? `${preview.fileName}, ${format.counted(preview.rows, 'row')}. ${missing ?? `${format.counted(preview.changeCount, 'fact')} of ${format.counted(preview.subjects, 'subject')} change.`}` : missing}</span>
        {file !== null && <Button look="ghost" onClick={() => { setFile(null); setPreview(null); }}>Other table</Button>}
        <Button look="ghost" keys="Escape" onClick={onClose}>Cancel</Button>
        <Button look="primary" type="submit" disabledReason={missing} reasonElsewhere>Store all</Button>
      </div>
    </form>
  );
}

/** Clinical facts of many subjects from a table: how it is read, what its columns are, what would change or is wrong; then all of it or nothing. */
export const ImportFacts = (props: { readonly studyId: string; readonly onClose: () => void }) => <Modal opened onClose={props.onClose} title="Clinical facts from a table" size={1040}><Form {...props} /></Modal>;
