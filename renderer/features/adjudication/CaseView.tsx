import { IconLink, IconScale, IconUnlink, IconVectorBezier2 } from '@tabler/icons-react';
import { useMemo, useRef, useState } from 'react';
import type { AdjudicationCase } from '../../../src/api/wire.ts';
import { useAdjudicationList } from '../../queries/index.ts';
import { useSettings } from '../../state/index.ts';
import { Button, KeyCap, navigate, Segmented, StateChip, toast, useStudyId } from '../../ui/index.ts';
import type { PaneHandle } from '../../viewer/index.ts';
import { useControlsFocus } from '../reading/index.ts';
import { shownTimepoints, timepointsOf, unlikeTimepoints } from './compareModel.ts';
import { Decision } from './Decision.tsx';
import { IconNotEqual } from './icons.tsx';
import { ReadColumn } from './ReadColumn.tsx';
import { useAdjudicationKeys } from './useAdjudicationKeys.ts';
import { useCaseView, type CaseView as View } from './useCaseView.ts';
import { WhyPanel } from './WhyPanel.tsx';
import { inOrder, stateText } from './words.ts';
import styles from './CaseView.module.css';

const toList = () => navigate({ place: 'adjudicate', subjectId: null });

function Timepoints({ found, view }: { readonly found: AdjudicationCase; readonly view: View }) {
  const unlike = useMemo(() => unlikeTimepoints(found), [found]);
  return (
    <Segmented
      label="Timepoint" value={view.timepoint.id} onChange={view.goTo}
      options={timepointsOf(found).map(({ id, label, index }) => ({ value: id, label: <span className={styles.step} title={unlike.has(id) ? `${label}: the readers differ` : label}>{index === 0 ? 'BL' : label}{unlike.has(id) && <><IconNotEqual /><span className="nd-hidden"> differs</span></>}</span> }))}
    />
  );
}

type BarProps = { readonly found: AdjudicationCase; readonly view: View; readonly window: string; readonly onWindow: (key: string) => void };

function Bar({ found, view, window, onWindow }: BarProps) {
  const presets = useSettings((settings) => settings.presets).slice(0, 4);
  const repeated = found.state === 'due' && found.decisions.length > 0;
  const size = { size: 16, stroke: 1.75, 'aria-hidden': true } as const;
  return (
    <div className={styles.bar} role="toolbar" aria-label="Adjudication tools" data-controls>
      <h1>{found.code}</h1>
      {found.state === 'due' ? <StateChip look="warning"><IconScale size={13} stroke={1.75} aria-hidden="true" />{stateText({ state: 'due', repeated })}</StateChip> : <span className="nd-2">{stateText({ state: found.state, repeated: false })}</span>}
      <span className={styles.divider} />
      <Timepoints found={found} view={view} />
      <span className={styles.divider} />
      <Segmented label="Window" value={presets.find(({ name }) => name === window)?.key ?? ''} onChange={onWindow} options={presets.map(({ key, name }) => ({ value: key, label: name === 'Soft tissue' ? 'Soft' : name }))} />
      <button type="button" className={styles.tool} aria-pressed={view.linked} aria-label="Linked scroll" title="Scroll both reads together by patient position" onClick={() => view.change({ linked: !view.linked })}>
        {view.linked ? <IconLink {...size} /> : <IconUnlink {...size} />}<span className={styles.wide}>Linked</span><KeyCap keys="adjudicate.link" joined />
      </button>
      <button type="button" className={styles.tool} aria-pressed={view.showsOther} aria-label="Calliper of the other read" title="Show where the other read drew the same lesion, dotted" onClick={() => view.change({ showsOther: !view.showsOther })}>
        <IconVectorBezier2 {...size} /><span className={styles.wide}>Other calliper</span><KeyCap keys="adjudicate.other" joined />
      </button>
      <span className={styles.end}><Button small look="ghost" keys="Escape" onClick={toList}>Cases</Button></span>
    </div>
  );
}

/** Says what was decided and leads to the next case. */
function useDecided(): (decided: AdjudicationCase) => void {
  const subjects = useAdjudicationList(useStudyId()).data?.subjects ?? [];
  return (decided) => {
    const next = inOrder(subjects).find((one) => one.state === 'due' && one.subjectId !== decided.subjectId);
    const words = `Read ${decided.decisions.at(-1)?.accepted ?? ''} accepted for ${decided.code}.`;
    toast(words, next ? { label: `Next: ${next.code}`, run: () => navigate({ place: 'adjudicate', subjectId: next.subjectId }) } : undefined);
  };
}

/** Two reads of one subject side by side, without their readers: images, tables, why they differ, and the decision. */
export function CaseView({ found }: { readonly found: AdjudicationCase }) {
  const view = useCaseView(found);
  const place = useRef<HTMLDivElement>(null);
  const focus = useControlsFocus(place);
  const [a, b] = [useRef<PaneHandle>(null), useRef<PaneHandle>(null)];
  const [windowName, setWindowName] = useState('Soft tissue');
  const presets = useSettings((settings) => settings.presets);
  const onWindow = (key: string) => {
    const preset = presets.find((one) => one.key === key);
    if (preset) for (const handle of [a, b]) handle.current?.setWindow(preset, preset.name);
  };
  const columns = useMemo(() => shownTimepoints(found, view.timepoint, innerWidth >= 1600 ? 7 : 3), [found, view.timepoint]);
  const decided = useDecided();
  useAdjudicationKeys({ found, view, handles: { a, b }, isInControls: focus.isInControls, onWindow, onRegion: focus.toRegion, onLeave: toList });
  const shared = { found, view, window: windowName, onWindow: setWindowName, columns };
  return (
    <div ref={place} className={styles.place} onMouseDown={focus.onMouseDown}>
      <Bar found={found} view={view} window={windowName} onWindow={onWindow} />
      <div className={styles.body}>
        <div className={styles.reads}>
          <ReadColumn {...shared} side="a" handle={a} />
          <ReadColumn {...shared} side="b" handle={b} />
        </div>
        <aside className={styles.panel} aria-label="Comparison and decision" data-controls>
          <WhyPanel found={found} view={view} />
          <Decision found={found} chosen={view.chosen} onChoose={(chosen) => view.change({ chosen })} onDecided={(now) => { view.change({ chosen: null }); decided(now); }} />
        </aside>
      </div>
    </div>
  );
}
