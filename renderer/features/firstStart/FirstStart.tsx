import { IconChartBar, IconFilePlus, IconKeyboard, IconPlayerPlay, IconUpload } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useCreateTrial, useSession, useSetPreferences, useStudies, useWorklistHead } from '../../queries/index.ts';
import { Button, KeyCap, Logo, navigate, openRead, useCurrentStudy, useKeys } from '../../ui/index.ts';
import { DemoSubjects } from './DemoSubjects.tsx';
import styles from './FirstStart.module.css';

const byCode = { text: '', choice: {}, sort: 'subject', descending: false } as const;

type Choice = { readonly id: string; readonly key: string; readonly icon: ReactNode; readonly name: string; readonly text: string; readonly action: string; readonly run: () => void };

function ChoiceRow({ choice, isSelected, onSelect }: { readonly choice: Choice; readonly isSelected: boolean; readonly onSelect: () => void }) {
  return (
    <li className={styles.choice} data-selected={isSelected || undefined} onPointerEnter={onSelect}>
      <span className={styles.choiceIcon}>{choice.icon}</span>
      <span className={styles.choiceWords}><strong>{choice.name}</strong><span className="nd-small nd-2">{choice.text}</span></span>
      {isSelected
        ? <Button look="primary" keys="Enter" onClick={choice.run} aria-label={choice.name}>{choice.action}</Button>
        : <button type="button" className={styles.choiceKey} onClick={choice.run} onFocus={onSelect} aria-label={choice.name}><KeyCap keys={choice.key} /></button>}
    </li>
  );
}

const pressHelp = () => dispatchEvent(new KeyboardEvent('keydown', { key: '?' }));

/** What a newcomer can do: the demo first, nothing else needed. */
export function FirstStart() {
  const session = useSession().data;
  const demoStudy = useStudies().data?.find((study) => study.isDemo) ?? null;
  const rows = useWorklistHead(demoStudy?.id ?? null, byCode).data?.rows ?? [];
  const chooseStudy = useCurrentStudy((state) => state.choose);
  const setPreferences = useSetPreferences();
  const createTrial = useCreateTrial();
  const [selected, select] = useState(0);
  const started = () => setPreferences({ started: true });
  const inDemo = (go: () => void) => {
    started();
    if (demoStudy) chooseStudy(demoStudy.id);
    go();
  };
  const openTrial = async () => {
    const trial = await createTrial();
    if (!trial) return;
    started();
    chooseStudy(trial.id);
    navigate({ place: 'worklist' });
  };
  const icon = { size: 17, stroke: 1.75, 'aria-hidden': true } as const;
  const choices: readonly Choice[] = [
    { id: 'demo', key: 'Enter', icon: <IconPlayerPlay {...icon} />, name: 'Open the demo study', text: '6 phantoms with known diameters, 5 minutes', action: 'Open', run: () => inDemo(() => navigate({ place: 'worklist' })) },
    { id: 'trial', key: 'T', icon: <IconChartBar {...icon} />, name: 'Open the synthetic trial', text: '60 subjects in two arms, read by two readers, no images', action: 'Open', run: () => void openTrial() },
    { id: 'study', key: 'N', icon: <IconFilePlus {...icon} />, name: 'New study', text: 'Choose a protocol template, or begin from scratch', action: 'Create', run: () => { started(); navigate({ place: 'setup', studyId: null }); } },
    { id: 'import', key: 'I', icon: <IconUpload {...icon} />, name: 'Import images', text: 'Folder, ZIP or DICOMDIR', action: 'Import', run: () => { started(); navigate({ place: 'import', jobId: null }); } },
    { id: 'keys', key: '?', icon: <IconKeyboard {...icon} />, name: 'Keys', text: 'The map of all keys', action: 'Show', run: pressHelp },
  ];
  const run = (id: string) => () => choices.find((choice) => choice.id === id)?.run();
  useKeys([
    { id: 'start.open', key: 'Enter', label: selected === 0 ? 'open demo' : 'choose', scope: 'Start', status: 10, run: () => choices[selected]?.run() },
    { id: 'start.up', key: 'ArrowUp', label: 'up', scope: 'Start', run: () => select(Math.max(0, selected - 1)) },
    { id: 'start.down', key: 'ArrowDown', label: 'down', scope: 'Start', run: () => select(Math.min(choices.length - 1, selected + 1)) },
    { id: 'start.trial', key: 'T', label: 'synthetic trial', scope: 'Start', run: run('trial') },
    { id: 'start.newStudy', key: 'N', label: 'new study', scope: 'Start', status: 20, run: run('study') },
    { id: 'start.import', key: 'I', label: 'import', scope: 'Start', status: 30, run: run('import') },
  ]);
  return (
    <div className={styles.page}>
      <div className={styles.columns}>
        <section className={styles.left}>
          <h1 className={styles.name}><Logo size={26} />Nadir</h1>
          <p className={styles.purpose}>Read CT and MRI under RECIST 1.1. Every number drawn on an image is the number in the table, the report and the export.</p>
          <ul className={styles.choices}>
            {choices.map((choice, index) => <ChoiceRow key={choice.id} choice={choice} isSelected={index === selected} onSelect={() => select(index)} />)}
          </ul>
          <p className={styles.foot}>Everything stays on this computer. No network is needed and nothing is sent.</p>
        </section>
        {session && <DemoSubjects demo={session.demo} rows={rows} onOpen={(row) => inDemo(() => openRead(row.subjectId, row.next.timepointId))} />}
      </div>
    </div>
  );
}
