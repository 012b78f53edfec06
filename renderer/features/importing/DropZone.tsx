import { IconFolderDown } from '@tabler/icons-react';
import { useRef, useState, type DragEvent, type Ref } from 'react';
import { useSession } from '../../queries/index.ts';
import { Button, useKeys } from '../../ui/index.ts';
import { itemsOfInput } from './uploadWalk.ts';
import type { Importing } from './useImporting.ts';
import styles from './DropZone.module.css';

function FileInput({ label, isFolder, accept, ref, importing }: { readonly label: string; readonly isFolder: boolean; readonly accept?: string; readonly ref: Ref<HTMLInputElement>; readonly importing: Importing }) {
  return (
    <input
      ref={ref} type="file" multiple hidden aria-label={label} accept={accept} {...(isFolder ? { webkitdirectory: '' } : {})}
      onChange={(event) => {
        const items = itemsOfInput(event.currentTarget.files ?? []);
        event.currentTarget.value = '';
        if (items.length > 0 || isFolder) void importing.uploadItems(items);
      }}
    />
  );
}

/** Takes folders, files, ZIP and DICOMDIR, by drop or by choice. Shrinks once there is something below it. */
export function DropZone({ small, importing, studyCode, busy, missing = null }: { readonly small: boolean; readonly importing: Importing; readonly studyCode: string | null; readonly busy: boolean; /** What must be said first; null: nothing. */ readonly missing?: string | null }) {
  const canChooseFolder = useSession().data?.canChooseFolder ?? false;
  const folder = useRef<HTMLInputElement>(null);
  const files = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const disabledReason = studyCode === null ? 'No study yet' : busy ? 'An import is running' : missing;
  const chooseFolder = () => {
    if (disabledReason !== null) return;
    if (canChooseFolder) void importing.chooseInShell();
    else folder.current?.click();
  };
  const chooseFiles = () => disabledReason === null && files.current?.click();
  useKeys([
    { id: 'import.folder', key: 'O', label: 'choose folder', scope: 'Import', status: 10, enabled: disabledReason === null, run: chooseFolder },
    { id: 'import.files', key: 'Z', label: 'choose files or ZIP', scope: 'Import', enabled: disabledReason === null, run: chooseFiles },
  ]);
  const over = (event: DragEvent) => {
    event.preventDefault();
    event.dataTransfer.dropEffect = disabledReason === null ? 'copy' : 'none';
    setOver(disabledReason === null);
  };
  return (
    <div
      className={styles.zone} data-small={small || undefined} data-over={isOver || undefined}
      onDragEnter={over} onDragOver={over} onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        if (disabledReason === null) void importing.uploadDropped(event.dataTransfer);
      }}
    >
      <IconFolderDown size={22} stroke={1.5} aria-hidden="true" className={styles.icon} />
      <div className={styles.words}>
        <strong>{isOver ? 'Drop to import' : 'Drop a folder, ZIP or DICOMDIR here'}</strong>
        <span className="nd-small nd-2">{studyCode === null ? 'Create a study first, then import into it.' : `or choose one. Files are copied into study ${studyCode}; the source is not changed.`}</span>
      </div>
      <Button keys="O" onClick={chooseFolder} disabledReason={disabledReason} reasonElsewhere>Choose folder</Button>
      <Button keys="Z" onClick={chooseFiles} disabledReason={disabledReason} reasonElsewhere>Choose files</Button>
      <FileInput ref={folder} label="Folder to import" isFolder importing={importing} />
      <FileInput ref={files} label="Files to import" isFolder={false} importing={importing} />
    </div>
  );
}
