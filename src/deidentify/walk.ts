/** Walks a data set with all its sequences and decides each element: option rule, basic action, else kept if the standard knows it (interoperability 5.2, steps 2 to 6). */
import { cappedAge } from './dates.ts';
import { dictionaryOf, isCurve, isOverlay, isPrivate, tableRowOf, type DictionaryEntry, type TableRow } from './facts.ts';
import { bytesIdentify, identifies, isPatientsNumber, type Identifiers } from './identifiers.ts';
import type { DeidentifyContext } from './model.ts';
import { basicDecision, decide, mustSurvive, safePrivateVr, type Decision } from './rules.ts';
import { addTo, countGone, newTally, type Tally } from './tally.ts';
import { isAllowed, isDefinedTerm, isCodeShape, isMaker, isPublicScheme, isTextVr, looksTechnical, mayKeepTechnicalText, readText } from './text.ts';
import { asciiOf, pixelTags, textAt, type Content, type Element, type Encoding, type Item } from './tree.ts';
import { keptTime, movedDates, remappedUids } from './replacements.ts';
import { vrOf, wellFormed } from './values.ts';

/** What holds for the whole file. */
export type Pass = {
  readonly context: DeidentifyContext;
  readonly identifiers: Identifiers;
  readonly allowedWords: ReadonlySet<string>;
  readonly isEnhanced: boolean;
  readonly encoding: Encoding;
  readonly signedPixels: boolean;
  /** UIDs that stand for this file's study, series, instance or frame of reference. */
  readonly ownUids: ReadonlySet<string>;
  readonly tally: Tally;
};

/** What holds for one data set: its character set, and whether an option keeps everything in the sequence around it. */
type Scope = { readonly characterSet: string; readonly keepsText: boolean; readonly code: 'none' | 'public' | 'local' };

const value = (tag: number, vr: string, bytes: Uint8Array): Element => ({ tag, vr, content: { kind: 'value', bytes } });
const codeTags: ReadonlySet<number> = new Set([0x00080100, 0x00080101, 0x00080102, 0x00080103, 0x00080104, 0x00080119]);

/** The top level. Pixel data is the caller's; markers come later. */
export const walkFile = (elements: readonly Element[], pass: Pass): readonly Element[] => walkSet(elements.filter(({ tag }) => !pixelTags.has(tag)), pass, { characterSet: '', keepsText: false, code: 'none' });

/** One data set: elements in order of their tags, the first of repeated ones. */
function walkSet(elements: readonly Element[], pass: Pass, outer: Scope): readonly Element[] {
  const scope: Scope = { ...outer, characterSet: textAt(elements, 0x00080005) || outer.characterSet, code: codeOf(elements) };
  const creators = new Map(elements.filter(({ tag }) => isPrivate(tag) && (tag & 0xffff) <= 0xff).map(({ tag, content }) => [tag, content.kind === 'value' ? asciiOf(content.bytes) : '']));
  const kept = new Map<number, Element>();
  const seen = new Set<number>();
  for (const element of elements) {
    const { tag } = element;
    if (seen.has(tag) || (tag & 0xffff) === 0 || isWrittenAnew(tag)) continue;
    seen.add(tag);
    const entry = dictionaryOf(tag);
    const result = isPrivate(tag) ? privateElement(element, creators, pass) : entry === undefined || isDirectory(tag) || isCurve(tag) || isOverlay(tag) || pixelTags.has(tag) ? null : standardElement(element, entry, pass, scope);
    if (result === null || isTooLong(result, pass.encoding)) { if (!isPrivate(tag) || (tag & 0xffff) > 0xff) countGone(pass.tally, tag, entry?.vrs[0] ?? element.vr, 'removed'); continue; }
    kept.set(tag, result);
  }
  for (const creator of creatorsOf(kept, creators, pass.encoding)) kept.set(creator.tag, creator);
  return [...kept.values()].sort((a, b) => a.tag - b.tag);
}

/** Group 0004 belongs into directories of media only: names of files. */
const isDirectory = (tag: number): boolean => tag >>> 16 === 0x0004;

/** Group lengths are written by nobody any more; character set and markers are written for what stays. */
const isWrittenAnew = (tag: number): boolean => tag === 0x00080005 || tag === 0x00080001 || tag === 0x00120062 || tag === 0x00120063 || tag === 0x00120064 || tag === 0x00280303;

const longVrs = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV']);
const isTooLong = ({ vr, content }: Element, { explicit }: Encoding): boolean => explicit && content.kind === 'value' && content.bytes.length > 65_534 && !longVrs.has(vr);

function codeOf(elements: readonly Element[]): Scope['code'] {
  if (!elements.some(({ tag }) => tag === 0x00080100 || tag === 0x00080119)) return 'none';
  return isPublicScheme(textAt(elements, 0x00080102)) ? 'public' : 'local';
}

function standardElement(element: Element, entry: DictionaryEntry, pass: Pass, scope: Scope): Element | null {
  const { tag, content } = element;
  const vr = vrOf(element, entry, pass.signedPixels);
  if (tag === 0x00100010 || tag === 0x00100020) { pass.tally.counts.replaced += 1; return made(element, vr, Buffer.from(pass.context.subjectId, 'utf8'), pass); }
  const row = tableRowOf(tag);
  const decision: Decision = row === undefined ? unlisted(vr, pass) : decide(row, pass.context.profile.options, pass.isEnhanced);
  const result = content.kind === 'damaged' ? null : carryOut(decision, element, vr, entry, pass, { ...scope, keepsText: scope.keepsText || (row !== undefined && decision === 'keep' && (row.options.institution === 'K' || row.options.device === 'K')) });
  if (result !== null || row === undefined) return result;
  return fallBack(row, element, vr, pass);
}

/** Steps 4 and 5 for what the table does not list: dates by the date rule, UIDs remapped. */
function unlisted(vr: string, { context: { profile: { options } } }: Pass): Decision {
  if (vr === 'DA' || vr === 'DT' || vr === 'TM') return options.dates === 'full' ? 'keep' : options.dates === 'modified' ? 'shift' : 'remove';
  return vr === 'UI' && !options.uids ? 'remap' : 'keep';
}

/** The element as decided, or null when the decision cannot be carried out on this value: the basic action follows. */
function carryOut(decision: Decision, element: Element, vr: string, entry: DictionaryEntry, pass: Pass, scope: Scope): Element | null {
  const { tag, content } = element;
  if (decision === 'remove' || decision === 'empty' || decision === 'dummy') return null;
  if (vr === 'SQ') return content.kind !== 'items' ? (isEmpty(content) ? kept(element, vr, pass) : null) : decision === 'clean' ? cleanedSequence(element, content, pass, scope) : sequence(element, content, pass, scope);
  if (content.kind !== 'value') return null;
  // An empty descriptor has no words; the basic action says whether it stays empty or goes.
  if (decision === 'clean') return isTextVr(vr) && vr !== 'PN' && content.bytes.length > 0 ? text(element, vr, pass, scope, 'words') : null;
  if (decision === 'remap') return vr === 'UI' ? remapped(element, pass) : null;
  if (decision === 'shift') return shifted(element, vr, pass);
  return keptValue(tag, element, vr, entry, pass, scope);
}

const isEmpty = (content: Content): boolean => content.kind === 'value' && content.bytes.length === 0;

/** The basic action, after an option's rule could not be carried out or there was none. */
function fallBack(row: TableRow, element: Element, vr: string, pass: Pass): Element | null {
  const action = basicDecision(row, pass.isEnhanced);
  const hadValue = !isEmpty(element.content);
  if (action === 'empty') {
    if (hadValue) countGone(pass.tally, element.tag, vr, 'emptied');
    return vr === 'SQ' ? { tag: element.tag, vr: writtenVr(vr, pass), content: { kind: 'items', items: [], undefinedLength: false } } : value(element.tag, writtenVr(vr, pass), new Uint8Array());
  }
  const dummy = action === 'dummy' && hadValue ? dummies[vr] : undefined;
  if (dummy === undefined) return null;
  countGone(pass.tally, element.tag, vr, 'replaced');
  return made(element, vr, Buffer.from(dummy, 'latin1'), pass);
}

/** Dummies by VR: valid, and the same for everybody. A sequence or binary value that must have one is removed instead. */
const dummies: Readonly<Record<string, string>> = {
  AE: 'REMOVED', AS: '000D', CS: 'REMOVED', DA: '19000101', DS: '0', DT: '19000101000000', IS: '0', LO: 'REMOVED', LT: 'REMOVED', PN: 'REMOVED', SH: 'REMOVED', ST: 'REMOVED', TM: '000000', UC: 'REMOVED', UT: 'REMOVED',
};

const writtenVr = (vr: string, { encoding }: Pass): string => (encoding.explicit ? vr : '');
const made = ({ tag }: Element, vr: string, bytes: Uint8Array, pass: Pass): Element => value(tag, writtenVr(vr, pass), bytes);
const kept = (element: Element, vr: string, pass: Pass): Element => { pass.tally.counts.kept += 1; return { ...element, vr: writtenVr(vr, pass) }; };

function sequence(element: Element, content: Content & { kind: 'items' }, pass: Pass, scope: Scope): Element | null {
  const items = content.items.map((item) => walkItem(item, pass, scope)).filter((item) => item !== null);
  if (items.length === 0 && content.items.length > 0) return null;
  pass.tally.counts.kept += 1;
  return { tag: element.tag, vr: writtenVr('SQ', pass), content: { ...content, items } };
}

/** An item; null for a code of a local scheme whose words are not allowed, because half a code is none. */
function walkItem(item: Item, pass: Pass, scope: Scope): Item | null {
  const elements = walkSet(item.elements, pass, scope);
  const isCode = item.elements.some(({ tag }) => tag === 0x00080100 || tag === 0x00080119);
  const isWhole = elements.some(({ tag }) => tag === 0x00080100 || tag === 0x00080119) && elements.some(({ tag }) => tag === 0x00080102);
  return isCode && !isWhole ? null : { elements, undefinedLength: item.undefinedLength };
}

/** A descriptor that is a sequence stays when nothing of its text had to go. */
function cleanedSequence(element: Element, content: Content & { kind: 'items' }, pass: Pass, scope: Scope): Element | null {
  const attempt: Pass = { ...pass, tally: newTally() };
  const result = sequence(element, content, attempt, scope);
  const { removed, emptied, replaced } = attempt.tally.counts;
  if (result === null || removed + emptied + replaced > 0) return null;
  addTo(pass.tally, attempt.tally);
  return result;
}

function remapped(element: Element, pass: Pass): Element | null {
  const content = element.content as Content & { kind: 'value' };
  const uids = remappedUids(element.tag, asciiOf(content.bytes), pass.context.secret, pass.ownUids);
  if (uids === null) return null;
  if (uids.isSame) return kept(element, 'UI', pass);
  pass.tally.counts.remapped += 1;
  return made(element, 'UI', Buffer.from(uids.text, 'latin1'), pass);
}

function shifted(element: Element, vr: string, pass: Pass): Element | null {
  const text = asciiOf((element.content as Content & { kind: 'value' }).bytes);
  if (vr === 'TM') return keptTime(text) ? kept(element, vr, pass) : null;
  const moved = movedDates(text, vr, pass.context.shiftDays);
  if (moved === null) return null;
  if (moved === '') return kept(element, vr, pass);
  pass.tally.counts.shifted += 1;
  return made(element, vr, Buffer.from(moved, 'latin1'), pass);
}

/** A value that may stay as it is: well formed by its VR, and without an identifying value in it. */
function keptValue(tag: number, element: Element, vr: string, entry: DictionaryEntry, pass: Pass, scope: Scope): Element | null {
  const { bytes } = element.content as Content & { kind: 'value' };
  if (isTextVr(vr)) return text(element, vr, pass, scope, vr === 'PN' && !scope.keepsText ? 'never' : scope.keepsText ? 'any' : 'words');
  const plain = asciiOf(bytes);
  switch (vr) {
    case 'UI': return movedOrSame(remappedUids(tag, plain, null, pass.ownUids)) ? kept(element, vr, pass) : null;
    case 'DA': case 'DT': return movedDates(plain, vr, 0) === null ? null : kept(element, vr, pass);
    case 'TM': return keptTime(plain) ? kept(element, vr, pass) : null;
    case 'AS': {
      const age = tag === 0x00101010 ? cappedAge(plain) : null;
      if (age === null || age === plain) return age === null ? null : kept(element, vr, pass);
      pass.tally.counts.replaced += 1;
      return made(element, vr, Buffer.from(age, 'latin1'), pass);
    }
    case 'AE': return scope.keepsText && looksTechnical(plain) ? kept(element, vr, pass) : null;
    default: {
      if (tag === 0x00100040 && !/^[MFO]?$/.test(plain)) return null;
      const formed = wellFormed(tag, vr, bytes, entry, { vr: element.vr, encoding: pass.encoding });
      const good = formed !== null && vr === 'CS' ? harmlessCodes(tag, formed, pass.identifiers) : formed;
      const isText = vr === 'CS' || vr === 'IS' || vr === 'DS';
      const isHidden = good !== null && vr !== 'CS' && (isText ? (!mustSurvive(tag) || /\d{7}/.test(plain)) && isPatientsNumber(plain, pass.identifiers) : bytesIdentify(good, pass.identifiers));
      // A slope or spacing that is no number stays one that is none, in a word of ours: without it the reader would assume 1.
      if (good === null && isText && mustSurvive(tag)) { countGone(pass.tally, tag, vr, 'replaced'); return made(element, vr, Buffer.from(vr === 'CS' ? '' : 'NaN', 'latin1'), pass); }
      return good === null || isHidden ? null : kept({ ...element, content: { kind: 'value', bytes: good } }, vr, pass);
    }
  }
}

const movedOrSame = (uids: { readonly isSame: boolean } | null): boolean => uids !== null;

/** Codes without those in which a name or number of the file stands; null when none is left. A defined term is no name. */
function harmlessCodes(tag: number, bytes: Uint8Array, identifiers: Identifiers): Uint8Array | null {
  const parts = asciiOf(bytes).split('\\');
  const harmless = parts.map((part) => (isDefinedTerm(tag, part) || !identifies(part, identifiers) ? part : ''));
  if (harmless.every((part, index) => part === parts[index])) return bytes;
  return harmless.every((part) => part.trim() === '') ? null : Buffer.from(harmless.join('\\'), 'latin1');
}

/** Text that stays: a machine's own, a published code's, an institution's or device's by its option, or words of the study's list. */
function text(element: Element, vr: string, pass: Pass, scope: Scope, rule: 'words' | 'any' | 'never'): Element | null {
  const { tag } = element;
  const { bytes } = element.content as Content & { kind: 'value' };
  if (bytes.length === 0) return kept(element, vr, pass);
  const read = rule === 'never' ? null : readText(bytes, scope.characterSet, vr);
  if (read === null) return null;
  const isByWords = pass.context.profile.options.cleanDescriptors && isAllowed(read, pass.allowedWords);
  const isTechnical = mayKeepTechnicalText(tag) && looksTechnical(read);
  const isCode = codeTags.has(tag) && scope.code !== 'none' && (scope.code === 'public' ? (tag === 0x00080104 ? looksTechnical(read) : isCodeShape(read)) : false);
  if (rule !== 'any' && !isByWords && !isTechnical && !isCode) return null;
  // A station or an institution that stays by its option is no leak of itself, but a patient's name in it is.
  if (identifies(read, pass.identifiers, rule === 'any' || isMaker(tag))) return null;
  const isAscii = !/[^\x20-\x7e\r\n\t\f]/.test(read);
  pass.tally.nonAscii ||= !isAscii;
  if (isByWords && !isTechnical && !isCode) pass.tally.counts.cleaned += 1; else pass.tally.counts.kept += 1;
  const isPlain = isAscii && !bytes.includes(0x1b);
  return made(element, vr, isPlain ? bytes : Buffer.from(read, 'utf8'), pass);
}

/** A private element on the study's safe list, with a number as its value. Its creator element follows by itself. */
function privateElement(element: Element, creators: ReadonlyMap<number, string>, pass: Pass): Element | null {
  const { tag, content } = element;
  const block = (tag >>> 8) & 0xff;
  if (block < 0x10 || content.kind !== 'value') return null;
  const vr = safePrivateVr(tag, creators.get(creatorTag(tag)) ?? '', pass.context.profile.options.safePrivate);
  if (vr === undefined || (element.vr !== '' && element.vr !== 'UN' && element.vr !== vr)) return null;
  const good = wellFormed(tag, vr, content.bytes, { vrs: [vr], least: 1, most: 16, name: '' }, { vr: element.vr, encoding: pass.encoding });
  if (good === null || isPatientsNumber(asciiOf(good), pass.identifiers)) return null;
  pass.tally.keptSafePrivate = true;
  return kept(element, vr, pass);
}

const creatorTag = (tag: number): number => ((tag >>> 16) * 0x10000 + ((tag >>> 8) & 0xff)) >>> 0;

/** The creator elements of the private elements that stay. */
function creatorsOf(kept: ReadonlyMap<number, Element>, creators: ReadonlyMap<number, string>, { explicit }: Encoding): readonly Element[] {
  const tags = new Set([...kept.keys()].filter(isPrivate).map(creatorTag));
  return [...tags].map((tag) => value(tag, explicit ? 'LO' : '', Buffer.from(creators.get(tag) ?? '', 'latin1')));
}
