/** What can be done at once about a check of a lesion at the timepoint being read. The checks are the engine's; here is only what a press does. */
import { recordOf, type Lesion } from '../../../src/casefile/index.ts';
import type { Finding } from '../../../src/common/index.ts';
import { lesionOf } from '../lesions/index.ts';
import type { Fix } from '../signing/index.ts';
import { useReading } from '../../state/index.ts';
import { betterSeries } from './findingFix.ts';
import { seriesName } from './seriesChoice.ts';
import type { Reader } from './useReader.ts';
import { chooseSeries } from './useShownSeries.ts';

function seriesRemedy(reader: Reader, finding: Finding, lesion: Lesion): readonly Fix[] {
  const better = betterSeries(reader.subject, reader.timepoint, finding);
  return better ? [{ label: `Measure on ${seriesName(better).toLowerCase()}`, run: () => { reader.lesions.measureAgain(lesion.id); chooseSeries(reader.timepoint)(better); } }] : [];
}

/** At most two, the nearest first; empty where only a reason or nothing helps. */
export function remediesOf(reader: Reader, finding: Finding, lesion: Lesion): readonly Fix[] {
  const { lesions, subject, timepoint, locked } = reader;
  if (locked !== null) return [];
  const again = (label = 'Measure again'): Fix => ({ label, run: () => lesions.measureAgain(lesion.id) });
  const nonTarget: Fix = { label: 'Make non-target', run: () => lesions.changeRole(lesion.id, 'nonTarget') };
  const traits = (label: string, said: NonNullable<Lesion['traits']>): Fix => ({ label, run: () => lesions.edit(lesion.id, { traits: { ...lesion.traits, ...said } }) });
  switch (finding.code) {
    case 'Q-B01':
    case 'Q-B02': return [nonTarget];
    case 'Q-B03':
    case 'Q-B05':
    case 'Q-B15': return [nonTarget, again()];
    case 'Q-B04': return [{ label: `Delete ${lesion.label}`, run: () => { useReading.setState({ selectedId: lesion.id }); lesions.remove(); } }, again()];
    case 'Q-B06': return [{ label: 'Place short axis', run: () => lesions.acceptShortAxis(lesion.id) }];
    case 'Q-B11': return [traits('Has progressed since', { progressedSinceLocalTherapy: true }), nonTarget];
    case 'Q-B13': return [traits('Component measured', { softTissueComponent: true }), nonTarget];
    case 'Q-B17': return [{ label: `Describe ${lesion.label}`, run: () => useReading.setState({ selectedId: lesion.id, editingId: lesion.id }) }];
    case 'Q-B18':
    case 'Q-F04':
    case 'Q-F06': return [again()];
    case 'Q-B19': {
      const other = lesionOf(subject, (finding.at?.['otherLesionId'] === lesion.id ? finding.at['lesionId'] : finding.at?.['otherLesionId']) ?? null);
      return other ? [{ label: `Show ${other.label}`, run: () => lesions.select(other.id) }] : [];
    }
    case 'Q-B07':
    case 'Q-F03': return seriesRemedy(reader, finding, lesion);
    case 'Q-F02': return [...seriesRemedy(reader, finding, lesion), { label: 'Not evaluable', run: () => lesions.notEvaluable(lesion.id, 'otherTechnique') }];
    case 'Q-F05': return [{ label: 'Too small', run: () => lesions.record(lesion.id, { state: 'tooSmall' }) }, again()];
    case 'Q-F07': return [again('Measure the short axis')];
    case 'Q-F15': {
      const record = recordOf(subject, lesion.id, timepoint.id);
      return record?.state === 'newLesion' ? [{ label: 'Record as equivocal', run: () => lesions.record(lesion.id, { ...record, status: 'equivocal' }) }] : [];
    }
    case 'Q-F17': return [{ label: 'Look back', run: () => lesions.lookBack(lesion.id) }];
    default: return [];
  }
}
