/**
 * Sections 6 to 9 once more, written from the specification's text alone and as plainly as possible: decimal text into BigInt, every rule an
 * if, nothing carried from one timepoint to the next but the list of earlier ones. It shares no code with the engine, which it judges.
 */
import type { Loose } from './loose.ts';

export type NaiveTimepoint = { id: string; sum: bigint | null; partial: bigint | null; nadir: bigint | null; target: string; nonTarget: string; newLesion: string; asRead: string; overall: string };

const units = (mm: number): bigint => {
  const [whole = '0', fraction = ''] = mm.toString().split('.');
  return BigInt(whole) * 10000n + BigInt(fraction.padEnd(4, '0'));
};
const mm = (n: number): bigint => BigInt(n) * 10000n;
const days = (from: string, to: string): number => Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);

type Size = { known: false } | { known: true; value: bigint; cr: boolean };

function plain(record: Loose, isNode: boolean): Size {
  if (!record || record.state === 'notEvaluable') return { known: false };
  if (record.state === 'measured') return { known: true, value: units(record.value), cr: isNode ? units(record.value) < mm(10) : false };
  if (record.state === 'absent') return { known: true, value: 0n, cr: true };
  if (record.state === 'tooSmall') return { known: true, value: mm(5), cr: isNode };
  const parts: Size[] = record.parts.map((part: Loose) => plain(part, isNode));
  if (parts.some((part) => !part.known)) return { known: false };
  const known = parts as Extract<Size, { known: true }>[];
  return { known: true, value: known.reduce((sum, part) => sum + part.value, 0n), cr: known.every((part) => part.cr) };
}

/** for one target. */
function size(target: Loose, targets: Loose[], records: Loose): Size {
  const record = records[target.id];
  const leadId = (id: string): string => (records[id]?.state === 'merged' ? leadId(records[id].mergedInto) : id);
  const group = targets.filter((other) => leadId(other.id) === leadId(target.id));
  const isNode = group.every((member) => member.kind === 'node');
  const lead = plain(records[leadId(target.id)], isNode);
  if (record?.state !== 'merged') return lead;
  return lead.known ? { known: true, value: 0n, cr: lead.cr } : lead;
}

export function naive(input: Loose, params: Loose): NaiveTimepoint[] {
  const targets: Loose[] = input.baseline.targets;
  const dateOf = (tp: Loose): string => {
    if (!tp.scanDates || tp.scanDates.length === 0) return tp.date;
    const sorted = [...tp.scanDates].sort();
    return params.timepointDate === 'latest' ? sorted[sorted.length - 1] : sorted[0];
  };
  const tps: Loose[] = input.timepoints.map((tp: Loose, i: number) => ({ ...tp, date: dateOf(tp), i })).sort((a: Loose, b: Loose) => (a.date === b.date ? a.i - b.i : a.date < b.date ? -1 : 1));
  const baselineSum = targets.reduce((sum, target) => sum + units(target.sizeMm), 0n);
  const done: (NaiveTimepoint & { date: string; revised: boolean })[] = [];

  for (const tp of tps) {
    const performed = tp.performed !== false;
    const sizes = targets.map((target) => size(target, targets, performed ? tp.targets : {}));
    const known = sizes.filter((one) => one.known) as Extract<Size, { known: true }>[];
    const complete = performed && targets.length > 0 && known.length === targets.length;
    const added = known.reduce((sum, one) => sum + one.value, 0n);
    const sum = complete ? added : null;
    const partial = !complete && known.length > 0 ? added : null;
    const sums = [baselineSum, ...done.map((one) => one.sum).filter((one) => one !== null)];
    const nadir = targets.length === 0 ? null : sums.reduce((a, b) => (b < a ? b : a));
    const priorCr = done.some((one) => one.asRead === 'CR' && !one.revised);
    const disease = known.some((one) => !one.cr);
    const pd = (c: bigint): boolean => nadir !== null && (nadir === 0n ? c >= mm(5) : c * 100n >= nadir * 120n && c - nadir >= mm(5));
    const responders = done.filter((one) => one.target === 'PR' || one.target === 'CR');
    const confirmed = responders.some((a) => responders.some((b) => a !== b && Math.abs(days(a.date, b.date)) >= params.confirmationMinDays));

    let target: string;
    let reappeared = false;
    if (targets.length === 0) target = 'NA';
    else if (!performed) target = 'NE';
    else if (complete && known.every((one) => one.cr)) target = 'CR';
    else if (priorCr && disease) {
      target = 'PD';
      reappeared = true;
    } else if (sum !== null && pd(sum)) target = 'PD';
    else if (partial !== null && pd(partial)) target = 'PD';
    else if (!complete) target = 'NE';
    else if (sum !== null && sum * 100n <= baselineSum * 70n) target = 'PR';
    else if (params.prContinuation === 'afterConfirmed' && confirmed && !done.some((one) => one.asRead === 'PD')) target = 'PR';
    else target = 'SD';

    const statuses: string[] = input.baseline.nonTargets.map((lesion: Loose) => (performed ? (tp.nonTargets[lesion.id]?.status ?? 'notEvaluable') : 'notEvaluable'));
    const marker = params.tumourMarkerForCR && input.baseline.tumourMarker === 'elevated' ? (performed ? (tp.tumourMarker ?? 'notAssessed') : 'notAssessed') : null;
    let nonTarget: string;
    if (performed && statuses.includes('unequivocalProgression')) nonTarget = 'PD';
    else if (statuses.length === 0 && marker === null) nonTarget = 'NA';
    else if (!performed || statuses.includes('notEvaluable')) nonTarget = 'NE';
    else if (statuses.every((status) => status === 'absent')) nonTarget = marker === null || marker === 'normal' ? 'CR' : marker === 'notAssessed' ? 'NE' : 'NON-CR/NON-PD';
    else nonTarget = 'NON-CR/NON-PD';

    const news: string[] = performed ? tp.newLesions.map((lesion: Loose) => lesion.status) : [];
    const newLesion = news.includes('unequivocal') ? 'unequivocal' : news.includes('equivocal') ? 'equivocal' : 'none';

    let asRead: string;
    if (!performed) asRead = 'NE';
    else if (target === 'PD' || nonTarget === 'PD' || newLesion === 'unequivocal') asRead = 'PD';
    else if (priorCr && (reappeared || statuses.includes('present') || statuses.includes('equivocalProgression'))) asRead = 'PD';
    else if (target === 'NA') asRead = nonTarget === 'NA' ? 'NED' : nonTarget;
    else if (target === 'CR') asRead = nonTarget === 'CR' || nonTarget === 'NA' ? 'CR' : 'PR';
    else asRead = target;

    const revised = tp.reviseCrToPr === true;
    const overall = revised && asRead === 'CR' ? (targets.length > 0 ? 'PR' : 'NON-CR/NON-PD') : asRead;
    done.push({ id: tp.id, date: tp.date, sum, partial, nadir, target, nonTarget, newLesion, asRead, overall, revised });
  }

  //
  const first = done.findIndex((one) => one.asRead === 'PD');
  if (params.equivocalBackdating && first >= 0) {
    let best: { date: string; index: number } | null = null;
    const consider = (ids: string[], statusAt: (tp: Loose, id: string) => string): void => {
      for (const id of ids) {
        for (let index = first - 1; index >= 0; index -= 1) {
          const tp = tps[index];
          if (tp.performed === false) continue;
          const status = statusAt(tp, id);
          if (status === 'notEvaluable') continue;
          if (status !== 'equivocal' && status !== 'equivocalProgression') break;
          const record = tp.nonTargets[id]?.status === 'equivocalProgression' && status === 'equivocalProgression' ? tp.nonTargets[id] : tp.newLesions.find((lesion: Loose) => lesion.id === id);
          const date = record?.scanDate ?? tp.date;
          if (index >= 0) candidates.set(id + status, { date, index });
        }
      }
    };
    const candidates = new Map<string, { date: string; index: number }>();
    const pd = tps[first];
    consider(pd.newLesions.filter((lesion: Loose) => lesion.status === 'unequivocal').map((lesion: Loose) => lesion.id), (tp, id) => tp.newLesions.find((lesion: Loose) => lesion.id === id)?.status ?? 'notListed');
    consider(Object.keys(pd.nonTargets).filter((id) => pd.nonTargets[id].status === 'unequivocalProgression'), (tp, id) => tp.nonTargets[id]?.status ?? 'notEvaluable');
    if (pd.performed !== false) for (const one of candidates.values()) if (best === null || one.date < best.date || (one.date === best.date && one.index < best.index)) best = one;
    if (best !== null) (done[best.index] as NaiveTimepoint).overall = 'PD';
  }
  return done;
}
