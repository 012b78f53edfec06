import { Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { FigureId } from '../../../src/figures/index.ts';
import { IconButton, toastFailure } from '../../ui/index.ts';
import { downloadFigure, type FileFormat } from './files.ts';
import type { FileTheme } from './protocol.ts';

const files: readonly { readonly format: FileFormat; readonly theme: FileTheme; readonly words: string }[] = [
  { format: 'svg', theme: 'nadir-print', words: 'SVG for print' }, { format: 'png', theme: 'nadir-print', words: 'PNG for print' }, { format: 'csv', theme: 'nadir-print', words: 'CSV, the numbers drawn' },
  { format: 'svg', theme: 'nadir-dark', words: 'SVG, dark' }, { format: 'png', theme: 'nadir-dark', words: 'PNG, dark' },
];

/** The files of one figure. */
export function DownloadMenu({ analysis, id, title, isEmpty }: { readonly analysis: string; readonly id: FigureId; readonly title: string; readonly isEmpty: boolean }) {
  if (isEmpty) return null;
  return (
    <Menu position="bottom-end" width={210}>
      <Menu.Target><IconButton label={`Download ${title}`} data-download={id}><IconDownload size={16} stroke={1.75} aria-hidden="true" /></IconButton></Menu.Target>
      <Menu.Dropdown>
        {files.map(({ format, theme, words }) => <Menu.Item key={words} onClick={() => void downloadFigure(analysis, id, format, theme).catch(toastFailure)}>{words}</Menu.Item>)}
      </Menu.Dropdown>
    </Menu>
  );
}
