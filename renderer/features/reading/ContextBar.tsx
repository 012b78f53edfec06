import { IconArrowBackUp, IconArrowForwardUp, IconEye, IconLayoutColumns, IconLayoutGrid, IconLink, IconLineDashed, IconMaximize, IconRulerMeasure, IconSquare, IconStar, IconUnlink } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { isLocked, signOffOf, type LesionRole } from '../../../src/casefile/index.ts';
import { useReading, useSettings } from '../../state/index.ts';
import { Button, IconButton, KeyCap, Ring, Segmented } from '../../ui/index.ts';
import { lesionOf } from '../lesions/index.ts';
import { ChecksButton, SignedBadge, toggleChecks, useReview } from '../signing/index.ts';
import type { PaneLayout } from './hanging.ts';
import { progressOf } from './nextLesion.ts';
import type { Reader } from './useReader.ts';
import styles from './ContextBar.module.css';

export type ContextBarProps = {
  readonly reader: Reader;
  readonly layout: PaneLayout;
  readonly isFull: boolean;
  /** Name of the window in the active pane. */
  readonly window: string;
  readonly onWindow: (key: string) => void;
  readonly onLayout: (layout: PaneLayout) => void;
  readonly onFull: () => void;
  readonly onLink: () => void;
  readonly onUndo: () => void;
  readonly onFinish: () => void;
};

const shortNames: Readonly<Record<string, string>> = { 'Soft tissue': 'Soft' };
/** Presets with a place in the bar; the others have their keys. */
const presetsInBar = 4;

function Tool({ icon, name, keyName, isOn, reason, onClick }: { readonly icon: ReactNode; readonly name: string; readonly keyName: string; readonly isOn: boolean; readonly reason?: string | undefined; readonly onClick: () => void }) {
  return (
    <button type="button" className={styles.tool} aria-pressed={isOn} aria-label={name} title={reason ?? name} disabled={reason !== undefined} data-selected-tool={isOn || undefined} onClick={onClick}>
      {icon}<span className={styles.wide}>{name}</span><KeyCap keys={keyName} joined />
    </button>
  );
}

function Tools({ reader }: { readonly reader: Reader }) {
  const placement = useReading((state) => state.placement);
  const measuring = useReading((state) => lesionOf(reader.subject, state.measuringId)?.role ?? null);
  const isBaseline = reader.timepoint.index === 0;
  const role: LesionRole | null = placement?.role ?? measuring;
  const size = { size: 16, stroke: 1.75 } as const;
  const reason = reader.locked ?? undefined;
  return (
    <div className={styles.tools} role="group" aria-label="Place and measure">
      <Tool icon={<IconRulerMeasure {...size} />} name="Target" keyName="read.target" reason={reason} isOn={role === 'target'} onClick={() => reader.lesions.place('target')} />
      <Tool icon={<IconLineDashed {...size} />} name="Non-target" keyName="read.nonTarget" reason={reason} isOn={role === 'nonTarget'} onClick={() => reader.lesions.place('nonTarget')} />
      {!isBaseline && <Tool icon={<IconStar {...size} />} name="New" keyName="read.new" reason={reason} isOn={role === 'new'} onClick={() => reader.lesions.place('new')} />}
    </div>
  );
}

/** In place of the tools of somebody who only looks: why there are none. */
const ReadOnly = ({ why }: { readonly why: string }) => <p className={styles.readOnly} title={why}><IconEye size={16} stroke={1.75} aria-hidden="true" /><span>{why}</span></p>;

function Progress({ reader }: { readonly reader: Reader }) {
  const { subject, timepoint } = reader;
  const { done, total, open } = progressOf(subject, timepoint);
  if (timepoint.index === 0 && open.length === 0) {
    const count = (role: LesionRole) => subject.lesions.filter((lesion) => lesion.role === role).length;
    return <div className={styles.progress}><span className="nd-2">{count('target')} target{count('target') === 1 ? '' : 's'}, {count('nonTarget')} non-target{count('nonTarget') === 1 ? '' : 's'} placed</span></div>;
  }
  return (
    <div className={styles.progress}>
      <Ring done={done} total={total} />
      <div><strong>{done} of {total}</strong><small>{open.length === 0 ? 'all assessed' : `${open.slice(0, 4).map((lesion) => lesion.label).join(', ')}${open.length > 4 ? ' …' : ''} left`}</small></div>
    </div>
  );
}

const fourPanes = '2×2: current and reference above, below them the others of baseline, nadir and prior. Where these are one scan, the current scan again in its other kernel or window.';

function Layouts({ layout, isFull, isBaseline, onLayout, onFull }: { readonly isBaseline: boolean } & Pick<ContextBarProps, 'layout' | 'isFull' | 'onLayout' | 'onFull'>) {
  const size = { size: 16, stroke: 1.75 } as const;
  const twoPanes = isBaseline ? '1×2: baseline, and beside it the same scan in its other kernel or window' : '1×2: current left, reference right';
  return (
    <div className={styles.layouts} role="group" aria-label="Panes">
      <button type="button" aria-label="One pane" title="1×1: one pane" aria-pressed={layout === '1x1'} onClick={() => onLayout('1x1')}><IconSquare {...size} /></button>
      <button type="button" aria-label="Two panes" title={twoPanes} aria-pressed={layout === '1x2'} onClick={() => onLayout('1x2')}><IconLayoutColumns {...size} /></button>
      <button type="button" aria-label="Four panes" title={isBaseline ? 'Baseline has no reference' : fourPanes} disabled={isBaseline} aria-pressed={layout === '2x2'} onClick={() => onLayout('2x2')}><IconLayoutGrid {...size} /></button>
      <button type="button" aria-label="Full screen pane" title="Full screen of the active pane, also by a double click on it; Esc goes back" aria-pressed={isFull} onClick={onFull}><IconMaximize {...size} /></button>
    </div>
  );
}

/** Who is read, the tools, how the panes look, and how far the read is. */
export function ContextBar({ reader, layout, isFull, window, onWindow, onLayout, onFull, onLink, onUndo, onFinish }: ContextBarProps) {
  const { subject, timepoint, view } = reader;
  const isBaseline = timepoint.index === 0;
  const canRecord = subject.read.editable;
  const isSigned = isLocked(subject, timepoint.id);
  const isRead = reader.locked === null && signOffOf(subject, timepoint.id).state === 'open';
  const isChecksOpen = useReview((state) => state.isChecksOpen);
  const shownPresets = useSettings((settings) => settings.presets).slice(0, presetsInBar);
  const pressed = shownPresets.find((preset) => preset.name === window)?.key ?? '';
  const size = { size: 16, stroke: 1.75 } as const;
  return (
    <div className={styles.bar} role="toolbar" aria-label="Reading tools" data-controls>
      <div className={styles.who}>
        <h1>{subject.code}</h1><span>{timepoint.label}{timepoint.visitName !== '' && timepoint.visitName !== timepoint.label ? `, ${timepoint.visitName}` : ''}</span>
        {isRead && <span className={`${styles.wide} ${styles.note}`}>{isBaseline ? 'Baseline read' : 'Follow-up read'}</span>}
        <SignedBadge subject={subject} timepoint={timepoint} commands={reader.commands} />
      </div>
      <div className={styles.divider} />
      {canRecord ? <Tools reader={reader} /> : <ReadOnly why={subject.read.why} />}
      <div className={styles.divider} />
      <Segmented label="Window" value={pressed} onChange={onWindow} options={shownPresets.map((preset) => ({ value: preset.key, label: <><span className={`${styles.wide} ${styles.plainKey}`} aria-hidden="true">{preset.key}</span>{shortNames[preset.name] ?? preset.name}</> }))} />
      <Layouts layout={layout} isFull={isFull} isBaseline={isBaseline} onLayout={onLayout} onFull={onFull} />
      {!isBaseline && (
        <button type="button" className={styles.tool} aria-pressed={view.linked} aria-label="Linked scroll" title="Scroll all panes together by patient position; Shift+L: the slices shown belong together" data-selected-tool={view.linked || undefined} onClick={onLink}>
          {view.linked ? <IconLink {...size} /> : <IconUnlink {...size} />}<span className={styles.wide}>Linked</span><KeyCap keys="read.link" joined />
        </button>
      )}
      <div className={styles.end}>
        {canRecord && (
          <div className={styles.undo}>
            <IconButton label={subject.undo.available ? `Undo: ${subject.undo.what ?? ''}` : 'Nothing to undo'} disabled={!subject.undo.available} onClick={onUndo}><IconArrowBackUp {...size} /></IconButton>
            <IconButton label={subject.redo.available ? `Redo: ${subject.redo.what ?? ''}` : 'Nothing to redo'} disabled={!subject.redo.available} onClick={reader.lesions.redo}><IconArrowForwardUp {...size} /></IconButton>
          </div>
        )}
        <div className={styles.divider} />
        <ChecksButton subject={subject} timepoint={timepoint} findings={reader.reply.findings} isOpen={isChecksOpen} onToggle={toggleChecks} />
        {!isSigned && canRecord && <Progress reader={reader} />}
        <Button keys="read.finish" onClick={onFinish}>{isSigned || !canRecord ? 'Review' : 'Finish'}</Button>
      </div>
    </div>
  );
}
