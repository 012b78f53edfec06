import { useId, useState } from 'react';
import { windowLimits } from '../../state/index.ts';
import { IconButton, KeyCap } from '../../ui/index.ts';
import { windowPresets, type WindowPreset } from '../../viewer/index.ts';
import { IconRotate } from '@tabler/icons-react';
import styles from './Fields.module.css';

type Props = { readonly presets: readonly WindowPreset[]; readonly onChange: (presets: readonly WindowPreset[]) => void };
type Value = 'center' | 'width';
const valueNames: Readonly<Record<Value, string>> = { center: 'Centre', width: 'Width' };

/** A number as it is typed, with why it is not taken; null: it is. */
export function readWindowValue(text: string, value: Value): { readonly number: number; readonly problem: null } | { readonly problem: string } {
  const number = Number(text.trim().replace('\u2212', '-'));
  const [low, high] = windowLimits[value];
  if (text.trim() === '' || !Number.isFinite(number)) return { problem: 'Not a number.' };
  if (number < low || number > high) return { problem: `${valueNames[value]} is ${String(low).replace('-', '\u2212')} to ${high} HU.` };
  return { number, problem: null };
}

function NumberField({ preset, value, onChange }: { readonly preset: WindowPreset; readonly value: Value; readonly onChange: (number: number) => void }) {
  const [text, setText] = useState<string | null>(null);
  const id = useId();
  const read = text === null ? null : readWindowValue(text, value);
  const problem = read?.problem ?? null;
  const finish = () => {
    if (read?.problem === null && read.number !== preset[value]) onChange(read.number);
    if (problem === null) setText(null);
  };
  return (
    <span className={styles.number}>
      <input
        aria-label={`${preset.name}, ${valueNames[value].toLowerCase()} in HU`} aria-invalid={problem !== null} aria-describedby={problem === null ? undefined : id} inputMode="numeric" value={text ?? String(preset[value]).replace('-', '\u2212')}
        onChange={(event) => setText(event.currentTarget.value)} onBlur={finish}
        onKeyDown={(event) => { if (event.key === 'Enter') finish(); if (event.key === 'Escape') { event.stopPropagation(); setText(null); } }}
      />
      {problem !== null && <small id={id} className={styles.problem}>{problem}</small>}
    </span>
  );
}

/** Centre and width of every preset, in HU. The last shows all values of the slice. */
export function WindowsSection({ presets, onChange }: Props) {
  const set = (key: string, changes: Partial<WindowPreset>) => onChange(presets.map((preset) => (preset.key === key ? { ...preset, ...changes } : preset)));
  return (
    <table className={styles.table}>
      <thead><tr><th scope="col">Key</th><th scope="col">Window</th><th scope="col">Centre, HU</th><th scope="col">Width, HU</th><th scope="col"><span className="nd-hidden">Reset</span></th></tr></thead>
      <tbody>
        {presets.map((preset) => {
          const first = windowPresets.find(({ key }) => key === preset.key);
          const isChanged = first !== undefined && (first.center !== preset.center || first.width !== preset.width);
          return (
            <tr key={preset.key}>
              <td><KeyCap keys={`read.window${preset.key}`} /></td>
              <th scope="row">{preset.name}</th>
              {preset.width > 0
                ? <><td><NumberField preset={preset} value="center" onChange={(center) => set(preset.key, { center })} /></td><td><NumberField preset={preset} value="width" onChange={(width) => set(preset.key, { width })} /></td></>
                : <td colSpan={2} className={styles.muted}>all values of the slice shown</td>}
              <td>{isChanged && <IconButton label={`Reset ${preset.name} to ${first.center} and ${first.width} HU`} onClick={() => set(preset.key, first)}><IconRotate size={14} stroke={1.75} aria-hidden="true" /></IconButton>}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
