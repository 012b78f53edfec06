import { Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useCreateStudy, type NewStudy } from '../../queries/index.ts';
import { Alert, Button, errorText, navigate, toast, useCurrentStudy } from '../../ui/index.ts';
import styles from './NewStudyDialog.module.css';

const templates: readonly { readonly id: NewStudy['template']; readonly name: string; readonly text: string }[] = [
  { id: 'phase2', name: 'Phase II, response', text: 'RECIST 1.1. CR and PR confirmed after at least 28 days.' },
  { id: 'phase3', name: 'Phase III, PFS', text: 'RECIST 1.1. Progression-free survival primary, no confirmation.' },
  { id: 'everolimusMaintenance', name: 'Everolimus maintenance', text: 'Neuroendocrine carcinoma, randomised 2:1, PFS from randomisation.' },
  { id: 'everolimusSecondLine', name: 'Everolimus second line', text: 'Neuroendocrine carcinoma, single arm. PFS, ORR, DCR, duration of response, OS, TTP.' },
];

const codePattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/;

/** Why the study cannot be created yet; null when it can. */
export function missingForStudy(code: string, title: string): string | null {
  if (code.trim() === '') return 'Code is missing';
  if (!codePattern.test(code.trim())) return 'Code: letters, digits, dot, hyphen, underscore; at most 40';
  if (title.trim() === '') return 'Title is missing';
  return null;
}

function TemplateChoice({ value, onChange }: { readonly value: NewStudy['template']; readonly onChange: (value: NewStudy['template']) => void }) {
  return (
    <fieldset className={styles.templates}>
      <legend className="nd-section">Protocol template</legend>
      {templates.map((template) => (
        <label key={template.id} className={styles.template} data-selected={template.id === value || undefined}>
          <input type="radio" className="nd-check" name="template" checked={template.id === value} onChange={() => onChange(template.id)} />
          <span><strong>{template.name}</strong><span className="nd-small nd-2">{template.text}</span></span>
        </label>
      ))}
    </fieldset>
  );
}

function StudyForm({ close }: { readonly close: () => void }) {
  const [code, setCode] = useState('');
  const [title, setTitle] = useState('');
  const [template, setTemplate] = useState<NewStudy['template']>('phase2');
  const create = useCreateStudy();
  const choose = useCurrentStudy((state) => state.choose);
  const missing = missingForStudy(code, title);
  const submit = async () => {
    if (missing) return;
    const study = await create.mutateAsync({ code: code.trim(), title: title.trim(), template });
    choose(study.id);
    close();
    toast(`Study ${study.code} created.`);
    navigate({ place: 'import', jobId: null });
  };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        // A failure is in the mutation's state and shown in the dialog.
        submit().catch(() => undefined);
      }}
    >
      <div className={styles.names}>
        <TextInput label="Code" placeholder="NEC-M02" value={code} data-autofocus onChange={(event) => setCode(event.currentTarget.value)} />
        <TextInput label="Title" placeholder="Everolimus maintenance in NEC" value={title} onChange={(event) => setTitle(event.currentTarget.value)} />
      </div>
      <TemplateChoice value={template} onChange={setTemplate} />
      {create.isError && <Alert severity="block" title={errorText(create.error)} live />}
      <div className={styles.actions}>
        <span className="nd-small nd-3">{missing ?? ''}</span>
        <Button look="ghost" onClick={close}>Cancel</Button>
        <Button look="primary" type="submit" keys="Enter" reasonElsewhere disabledReason={missing}>Create study</Button>
      </div>
    </form>
  );
}

/** Code, title and the protocol template the study starts from. */
export function NewStudyDialog({ isOpen, close }: { readonly isOpen: boolean; readonly close: () => void }) {
  return (
    <Modal opened={isOpen} onClose={close} title="New study" size={560}>
      <StudyForm close={close} />
    </Modal>
  );
}
