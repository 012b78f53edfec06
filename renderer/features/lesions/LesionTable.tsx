import { memo, type ReactNode } from 'react';
import type { Lesion } from '../../../src/casefile/index.ts';
import { FindingMark, Mark, NotEvaluable, ResponseChip, ToAssess, ValueWithNote } from '../../ui/index.ts';
import type { Column } from './tableColumns.ts';
import type { Cell, CellContent, FigureRow, LesionRow, ResponseCell, TableModel } from './tableModel.ts';
import styles from './LesionTable.module.css';

export type LesionTableProps = {
  readonly model: TableModel;
  readonly selectedId: string | null;
  /** Values that must not be counted as they are, with why: red. */
  readonly blocked: ReadonlyMap<string, string>;
  /** Lesions whose last record is not stored, with why. */
  readonly failed: ReadonlyMap<string, string>;
  readonly onSelect: (lesionId: string) => void;
  /** The states menu of a lesion, asked for at the current value; null where nothing is recorded. */
  readonly onMenu: ((lesionId: string, element: HTMLElement) => void) | null;
  readonly picture: (lesion: Lesion) => ReactNode;
  /** A second line under the name (where it is measured); null: none. */
  readonly detail: ((lesion: Lesion) => string) | null;
  /** A calliper is under the hand: values move along with it and are not marked as changed. */
  readonly isLive?: boolean;
};

const flags = (column: Column) => ({ 'data-nadir': (column.isNadir && !column.isCurrent) || undefined, 'data-current': column.isCurrent || undefined });

/** A cell's value; columns of earlier timepoints have room for the value alone, their cells' names say the rest. */
function Content({ content, isCurrent }: { readonly content: CellContent; readonly isCurrent: boolean }) {
  switch (content.kind) {
    case 'value': return content.note && isCurrent ? <ValueWithNote value={content.text} note={content.note} /> : <span title={content.note}>{content.text}</span>;
    case 'word': return <span className={content.isPd ? styles.pd : undefined}>{content.text}</span>;
    case 'notEvaluable': return content.reason === '' || !isCurrent ? <NotEvaluable /> : <NotEvaluable reason={content.reason} />;
    case 'toAssess': return <ToAssess />;
    case 'empty': return null;
  }
}

function Head({ columns }: { readonly columns: readonly Column[] }) {
  return (
    <thead>
      <tr className={styles.head}>
        <th scope="col"><span>Lesion<small>mm</small></span></th>
        {columns.map((column) => (
          <th key={column.timepoint.id} scope="col" {...flags(column)}>
            <b>{column.isBaseline ? 'BL' : column.timepoint.label}</b>
            <small>{column.isNadir ? 'nadir' : column.timepoint.visitName === column.timepoint.label ? '' : column.timepoint.visitName}</small>
          </th>
        ))}
      </tr>
    </thead>
  );
}

type RowProps = { readonly row: LesionRow; readonly columns: readonly Column[]; readonly isSelected: boolean; readonly blocked: string | undefined; readonly failed: string | undefined } & Pick<LesionTableProps, 'onSelect' | 'onMenu' | 'picture' | 'detail'>;

function CurrentCell({ row, cell, failed, blocked, onMenu }: { readonly row: LesionRow; readonly cell: Cell } & Pick<RowProps, 'failed' | 'blocked' | 'onMenu'>) {
  const warning = failed ?? blocked ?? cell.finding;
  if (onMenu === null) return <span className={styles.current} title={warning ?? undefined}>{warning && <FindingMark title={warning} />}<Content content={cell.content} isCurrent /></span>;
  return (
    <button
      type="button" className={styles.current} aria-haspopup="menu" aria-label={warning ? `${cell.name}. ${warning}` : cell.name} title={warning ?? undefined}
      onClick={(event) => { event.stopPropagation(); onMenu(row.lesion.id, event.currentTarget); }}
    >
      {warning && <FindingMark title={warning} />}
      <Content content={cell.content} isCurrent />
    </button>
  );
}

const Row = memo(function Row({ row, columns, isSelected, blocked, failed, onSelect, onMenu, picture, detail }: RowProps) {
  const { lesion } = row;
  return (
    <tr
      className={styles.row} data-role={lesion.role} data-selected={isSelected || undefined} data-lesion={lesion.id}
      onClick={() => onSelect(lesion.id)} onContextMenu={(event) => { event.preventDefault(); onSelect(lesion.id); onMenu?.(lesion.id, event.currentTarget); }}
    >
      <th scope="row">
        <button type="button" className={styles.name} aria-current={isSelected || undefined} aria-label={`${lesion.label} ${row.name}`} title={row.name}>
          <span className={styles.picture}>{picture(lesion)}</span>
          <Mark label={lesion.label} role={lesion.role} />
          <span className={styles.words}>{row.name}{detail && <small className={styles.detail}>{detail(lesion)}</small>}</span>
          <small className={styles.axis}>{row.axis}</small>
        </button>
      </th>
      {row.cells.map((cell, index) => {
        const column = columns[index];
        if (!column) return null;
        return (
          <td key={cell.timepointId} className={styles.cell} {...flags(column)} data-blocked={(blocked !== undefined && column.isBaseline) || undefined} data-failed={(failed !== undefined && column.isCurrent) || undefined} aria-label={column.isCurrent && onMenu !== null ? undefined : cell.name} title={column.isCurrent ? undefined : cell.finding ?? undefined}>
            {column.isCurrent ? <CurrentCell row={row} cell={cell} failed={failed} blocked={column.isBaseline ? blocked : undefined} onMenu={onMenu} /> : (
              <>{cell.finding && cell.content.kind !== 'word' && <FindingMark title={cell.finding} />}<Content content={cell.content} isCurrent={false} /></>
            )}
          </td>
        );
      })}
    </tr>
  );
}, (before, after) => before.isSelected === after.isSelected && before.blocked === after.blocked && before.failed === after.failed && before.picture === after.picture && before.detail === after.detail
  && before.row.name === after.row.name && before.row.lesion === after.row.lesion && sameCells(before, after));

/** While a calliper is dragged only the rows whose values moved are drawn again. */
const sameCells = (before: RowProps, after: RowProps): boolean =>
  JSON.stringify(before.row.cells) === JSON.stringify(after.row.cells) && before.columns.length === after.columns.length
  && before.columns.every((column, index) => column.isNadir === after.columns[index]?.isNadir && column.timepoint === after.columns[index]?.timepoint);

function Figures({ row, columns, look, isLive }: { readonly row: FigureRow; readonly columns: readonly Column[]; readonly look: 'sum' | 'figure'; readonly isLive: boolean }) {
  return (
    <tr className={styles[look]}>
      <th scope="row">{row.label}</th>
      {row.cells.map((cell, index) => {
        const column = columns[index];
        if (!column) return null;
        return (
          <td key={`${cell.timepointId}${column.isCurrent && !isLive ? cell.text : ''}`} className={`${styles.figureCell} ${cell.isPd ? styles.pd : ''} ${column.isCurrent && !isLive && look === 'sum' && cell.text !== '' ? styles.changed : ''}`} {...flags(column)}>
            {cell.note === '' ? cell.text : column.isCurrent ? <><small>{cell.note} </small>{cell.text}</> : <span title={cell.note}>({cell.text})</span>}
          </td>
        );
      })}
    </tr>
  );
}

function NewLesionsNone({ model }: { readonly model: TableModel }) {
  return (
    <tr className={styles.row} data-role="new">
      <th scope="row"><span className={styles.name}><span className={styles.picture} style={{ visibility: 'hidden' }} /><Mark label="X" role="new" /><span className={styles.words}>New lesions</span></span></th>
      {model.noNewLesions.map((cell, index) => {
        const column = model.columns[index];
        return column && <td key={cell.timepointId} className={styles.figureCell} {...flags(column)}><span className={styles.none}>{cell.text}</span></td>;
      })}
    </tr>
  );
}

/** The category: filled once signed; dotted underline where a person assigned it, with the computed one in its name. */
function Response({ cell, response }: { readonly cell: ResponseCell; readonly response: NonNullable<ResponseCell['response']> }) {
  const chip = <ResponseChip response={response} provisional={!cell.isSigned} />;
  return cell.computed === null ? chip : <span className={styles.assigned} title={`Assigned, computed ${cell.computed}`}>{chip}<span className="nd-hidden"> assigned, computed {cell.computed}</span></span>;
}

/** Lesions × timepoints: targets, sums and changes, non-targets, new lesions, response. The nadir's column and the current one are tinted. */
export function LesionTable({ model, selectedId, blocked, failed, onSelect, onMenu, picture, detail, isLive = false }: LesionTableProps) {
  const { columns } = model;
  const row = (entry: LesionRow) => (
    <Row key={entry.lesion.id} row={entry} columns={columns} isSelected={entry.lesion.id === selectedId} blocked={blocked.get(entry.lesion.id)} failed={failed.get(entry.lesion.id)} onSelect={onSelect} onMenu={onMenu} picture={picture} detail={detail} />
  );
  const isFollowUp = columns.length > 1;
  return (
    <table className={styles.table} data-tall={detail !== null || undefined} aria-label="Lesions by timepoint, millimetres">
      <colgroup><col />{columns.map((column) => <col key={column.timepoint.id} className={column.isCurrent ? styles.colCurrent : styles.col} />)}</colgroup>
      <Head columns={columns} />
      <tbody>{model.targets.map(row)}</tbody>
      <tbody>
        <Figures row={model.sum} columns={columns} look="sum" isLive={isLive} />
        {isFollowUp && model.changes.map((change) => <Figures key={change.label} row={change} columns={columns} look="figure" isLive={isLive} />)}
      </tbody>
      <tbody className={styles.group}>{model.nonTargets.map(row)}</tbody>
      {isFollowUp && <tbody>{model.newLesions.length > 0 ? model.newLesions.map(row) : <NewLesionsNone model={model} />}</tbody>}
      {isFollowUp && (
        <tbody>
          <tr className={styles.response}>
            <th scope="row">Response</th>
            {model.responses.map((cell, index) => {
              const column = columns[index];
              return column && <td key={cell.timepointId} className={styles.figureCell} {...flags(column)}>{cell.response ? <Response cell={cell} response={cell.response} /> : cell.isOpen ? <ToAssess /> : null}</td>;
            })}
          </tr>
        </tbody>
      )}
    </table>
  );
}
