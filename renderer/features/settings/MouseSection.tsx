import type { Settings } from '../../state/index.ts';
import { mouseTools, type MouseTool } from '../../viewer/index.ts';
import { Alert, Segmented } from '../../ui/index.ts';
import styles from './Fields.module.css';

type Button = keyof Settings['mouse'];
const buttons: readonly { readonly id: Button; readonly name: string }[] = [{ id: 'left', name: 'Left button' }, { id: 'middle', name: 'Middle button' }, { id: 'right', name: 'Right button' }];
const toolNames: Readonly<Record<MouseTool, string>> = { measure: 'Measure', window: 'Window', pan: 'Pan', zoom: 'Zoom', scroll: 'Scroll' };

/** What a button does; measuring stays on one: taken from its button, it changes places with what is put there. */
export function withTool(mouse: Settings['mouse'], button: Button, tool: MouseTool): Settings['mouse'] {
  const next = { ...mouse, [button]: tool };
  const holder = (Object.keys(next) as Button[]).find((candidate) => next[candidate] === 'measure');
  if (holder !== undefined) return next;
  const other = (Object.keys(next) as Button[]).find((candidate) => candidate !== button && mouse[candidate] === tool) ?? (button === 'left' ? 'right' : 'left');
  return { ...next, [other]: 'measure' };
}

export function MouseSection({ settings, onChange }: { readonly settings: Settings; readonly onChange: (changes: Partial<Settings>) => void }) {
  const measures = buttons.filter(({ id }) => settings.mouse[id] === 'measure');
  return (
    <div className={styles.fields}>
      {buttons.map(({ id, name }) => (
        <div key={id} className={styles.field}>
          <span className={styles.name}>{name}</span>
          <Segmented label={name} value={settings.mouse[id]} onChange={(tool) => onChange({ mouse: withTool(settings.mouse, id, tool) })} options={mouseTools.map((tool) => ({ value: tool, label: toolNames[tool] }))} />
        </div>
      ))}
      <p className={styles.hint}>Measure draws, selects and edits. One button always measures.</p>
      {measures.length > 1 && <Alert severity="info" title="More than one button measures">{measures.map(({ name }) => name).join(' and ')} draw and edit callipers.</Alert>}
      <div className={styles.field}>
        <span className={styles.name}>Wheel towards you</span>
        <Segmented label="Wheel towards you" value={settings.wheel} onChange={(wheel) => onChange({ wheel })} options={[{ value: 'normal', label: 'Next slice' }, { value: 'reversed', label: 'Previous slice' }]} />
      </div>
      <p className={styles.hint}>With Shift or Ctrl the wheel zooms. A double click makes a pane full.</p>
    </div>
  );
}
