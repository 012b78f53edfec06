import { NadirError, type Json } from '../../common/index.ts';
import {
  isLocked, maySign, openForSignature, signOffOf, type OpenForSignature, type SignatureMeaning, type SignedContent, type SignedVersion, type SubjectCase, type Timepoint,
} from '../../casefile/index.ts';
import { engineVersion } from '../../recist/index.ts';
import { readFactKey } from '../../store/index.ts';
import type { AccountService } from '../accounts/index.ts';
import { timepointOf } from '../caseFile.ts';
import { withResult } from '../caseReply.ts';
import { requireSubject, type OnSubject } from '../commands.ts';
import type { RequestContext, ServiceDeps } from '../context.ts';
import { requireStudy } from '../studies.ts';
import { readFactChange, type Body } from './readFacts.ts';
import { runOnRead } from './runOnRead.ts';
import { freeze } from './signedContent.ts';
import { viewpointOf } from './viewpoint.ts';

export type SignTimepoint = { readonly timepointId: string; readonly meaning: SignatureMeaning; readonly password: string };
export type AmendTimepoint = { readonly timepointId: string; readonly reason: string };

export type SigningCommands = {
  /**
   * Signs a timepoint: the password is checked, the engine run on the stored facts, the result frozen, the assessment locked.
   * Errors: refused accountNeeded, wrongPassword, lockedOut, alreadySigned, closed, notReady (names everything open); conflict.
   */
  sign(context: RequestContext, target: OnSubject, input: SignTimepoint): Promise<void>;
  /** Opens a new version of a signed timepoint; the signed one stays readable. Errors: refused notSigned, noReason; conflict. */
  amend(context: RequestContext, target: OnSubject, input: AmendTimepoint): void;
  /** What was signed as a version of the caller's read. Errors: notFound. */
  signedVersion(context: RequestContext, subjectId: string, timepointId: string, version: number): SignedVersion & { readonly content: SignedContent };
};

const refused = (reason: string, message: string): NadirError => new NadirError('refused', message, { reason });

function inWords(timepoint: Timepoint, open: OpenForSignature): string {
  const parts = [
    ...(open.noImages ? [`${timepoint.label} has no images. Assign its series, or record it as not performed.`] : []),
    ...(open.earlier.length > 0 ? [`Sign ${open.earlier.map((one) => one.label).join(', ')} first (R-J01).`] : []),
    ...(open.toAssess.length > 0 ? [`Still to assess: ${open.toAssess.map((one) => one.label).join(', ')}.`] : []),
    ...open.blocking.map((one) => `${one.code}: ${one.message}`),
    ...open.unanswered.map((one) => `${one.code} needs a reason: ${one.message}`),
  ];
  return `${timepoint.label} cannot be signed yet. ${parts.join(' ')}`;
}

/** Errors: refused alreadySigned, closed, notReady. */
function requireReady(subject: SubjectCase, timepoint: Timepoint): void {
  if (isLocked(subject, timepoint.id)) throw refused('alreadySigned', `${timepoint.label} is signed. To change it, open a new version with a reason.`);
  if (timepoint.closed) throw refused('closed', `${timepoint.label} opens when the timepoint before it is signed (R-J01).`);
  const open = openForSignature(subject, withResult(subject).findings, timepoint);
  if (!maySign(open)) throw refused('notReady', inWords(timepoint, open));
}

/** The signature itself, once it is known who signs. Errors: those of `sign` but the password's. */
export function signNow(deps: ServiceDeps, context: RequestContext & { readonly accountId: string }, target: OnSubject, { timepointId, meaning }: Omit<SignTimepoint, 'password'>): void {
  runOnRead(deps, context, target, ({ subject, slot }) => {
    const timepoint = timepointOf(subject, timepointId);
    requireReady(subject, timepoint);
    const { content, contentHash, result, sumMm } = freeze(subject, timepoint);
    const { version, amendment } = signOffOf(subject, timepoint.id);
    const signature: Body<'signOff'> = { version, signer: context.actor, accountId: context.accountId, at: deps.clock.nowIso(), meaning, contentHash, engineVersion, protocolVersion: content.protocolVersion, result, sumMm, amendmentReason: amendment?.reason ?? null };
    const place = { subjectId: subject.subjectId, slot, timepointId: timepoint.id, name: `${timepoint.id}/${version}` };
    const what = `${timepoint.label} signed${version > 1 ? `, version ${version}` : ''}${result ? ` as ${result.overall}` : ''}`;
    return {
      plan: { what, undoable: false, changes: [readFactChange('TimepointSigned', 'signOff', place, signature), readFactChange('TimepointSigned', 'signedContent', place, content as unknown as Json)] },
      result: undefined,
    };
  });
}

/** Signatures and what comes after them. */
export function createSigning(deps: ServiceDeps, accounts: Pick<AccountService, 'verifyPassword'>): SigningCommands {
  return {
    async sign(context, target, { timepointId, meaning, password }) {
      const { accountId } = context;
      if (accountId === null) throw refused('accountNeeded', 'A signature names a person: set up accounts first. The first account is yours, and your reads stay as they are.');
      await accounts.verifyPassword(accountId, password, 'signature');
      signNow(deps, { ...context, accountId }, target, { timepointId, meaning });
    },

    amend: (context, target, { timepointId, reason }) => runOnRead(deps, context, target, ({ subject, slot }) => {
      const timepoint = timepointOf(subject, timepointId);
      const signOff = signOffOf(subject, timepoint.id);
      if (signOff.state !== 'signed') throw refused('notSigned', `${timepoint.label} is not signed${signOff.state === 'amending' ? ' again yet: its new version is open already' : ' yet: it can be changed as it is'}.`);
      if (reason.trim() === '') throw refused('noReason', 'An amendment needs a reason.');
      const version = signOff.version + 1;
      const place = { subjectId: subject.subjectId, slot, timepointId: timepoint.id, name: `${timepoint.id}/${version}` };
      const change = readFactChange('TimepointAmended', 'amendment', place, { version, reason: reason.trim(), by: context.actor, at: deps.clock.nowIso() });
      return { plan: { what: `${timepoint.label} opened as version ${version}`, undoable: false, reason: reason.trim(), changes: [change] }, result: undefined };
    }),

    signedVersion: (context, subjectId, timepointId, version) => deps.store.read(() => {
      const { slot } = viewpointOf(requireStudy(deps, requireSubject(deps, subjectId).studyId), context);
      const key = readFactKey(subjectId, slot ?? 'none', `${timepointId}/${version}`);
      const [signOff, content] = [deps.store.readFacts.byKey('signOff', key), deps.store.readFacts.byKey('signedContent', key)];
      if (!signOff || !content) throw new NadirError('notFound', 'No such version was signed.', { reason: 'version' });
      const { accountId: _account, ...signed } = signOff.body as unknown as Body<'signOff'>;
      return { ...signed, content: content.body as unknown as SignedContent };
    }),
  };
}
