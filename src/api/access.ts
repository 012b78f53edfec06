/** Who may call what. Every route has one line here; a route without one answers `refused`. README.md of this room says why each role has what it has. */
import type { Role } from '../accounts/index.ts';

/** Method and path as the route is registered, without `/api`. */
export type RouteKey = `${'GET' | 'POST' | 'PUT'} /${string}`;

export type Access = {
  /** `anyone`: whoever the shell let in, signed in or not. `signedIn`: any account. Else the roles that may, the one to act in first. */
  readonly may: 'anyone' | 'signedIn' | readonly Role[];
  /** States besides `open` in which it answers a signed-in person. */
  readonly also?: readonly ('locked' | 'passwordDue')[];
};

const anyone: Access = { may: 'anyone' };
const signedIn: Access = { may: 'signedIn' };
/** Reads images and records what it measures. */
const reads: Access = { may: ['reader', 'investigator'] };
/** Sees a subject as the blinding of its study allows. */
const sees: Access = { may: ['reader', 'investigator', 'adjudicator', 'dataManager'] };
/** Works through a list of subjects; an adjudicator's list is that of the reads to decide between. */
const worksThrough: Access = { may: ['reader', 'investigator', 'dataManager'] };
/** Knows the patient: identity, site, clinical dates. */
const knowsPatient: Access = { may: ['investigator', 'dataManager'] };
const administers: Access = { may: ['administrator'] };
/** Looks through the audit trail. */
const inspects: Access = { may: ['dataManager', 'investigator', 'administrator'] };
const setsUp: Access = { may: ['dataManager', 'administrator'] };

export const access: Readonly<Record<RouteKey, Access>> = {
  // The window and who is in it
  'GET /session': anyone,
  'GET /events': anyone,
  'POST /session/sign-in': anyone,
  'POST /session/sign-out': { may: 'signedIn', also: ['locked', 'passwordDue'] },
  'POST /session/lock': signedIn,
  'POST /session/unlock': { may: 'signedIn', also: ['locked'] },
  'POST /session/activity': signedIn,
  'POST /session/change-password': { may: 'signedIn', also: ['passwordDue'] },
  'GET /preferences': signedIn,
  'POST /preferences': signedIn,

  // Accounts. The first one is made by whoever opens a workstation that has none.
  'POST /accounts/set-up': anyone,
  'GET /accounts/list': administers,
  'POST /accounts/create': administers,
  'POST /accounts/edit': administers,
  'POST /accounts/set-active': administers,
  'POST /accounts/reset-password': administers,
  'GET /accounts/policy': administers,
  'POST /accounts/set-policy': administers,
  'GET /accounts/trail': administers,
  'GET /accounts/people': setsUp,

  // Backups: that they are made concerns everybody whose work they keep.
  'GET /backups/state': signedIn,
  'GET /backups': setsUp,
  'POST /backups/plan': setsUp,
  'POST /backups/run': setsUp,

  // Studies
  'GET /study/list': signedIn,
  'POST /study/create': setsUp,
  'GET /study/templates': setsUp,
  'GET /study/:id/detail': { may: ['dataManager', 'administrator', 'investigator', 'reader', 'adjudicator'] },
  'POST /study/edit': setsUp,
  'POST /study/amend': setsUp,
  'GET /worklist': worksThrough,
  'GET /worklist/page': worksThrough,
  'GET /worklist/next': worksThrough,
  'POST /worklist/assign': { may: ['dataManager', 'investigator'] },
  'GET /subject/list': worksThrough,
  'GET /study/analysis': { may: ['dataManager', 'investigator'] },
  'GET /study/figures': { may: ['dataManager', 'investigator'] },
  'GET /export/csv': { may: ['dataManager', 'investigator'] },
  'GET /export/formats': { may: ['dataManager', 'investigator'] },
  'POST /export/check': { may: ['dataManager', 'investigator'] },
  'POST /export/start': { may: ['dataManager', 'investigator'] },
  'GET /export/:jobId/result': { may: ['dataManager', 'investigator'] },
  'GET /export/:jobId/package': { may: ['dataManager', 'investigator'] },
  'GET /audit': knowsPatient,
  // The trail as far as the role sees it: administrators accounts, the workstation and studies' set-up, never a subject.
  'GET /audit/page': inspects,
  'GET /audit/count': inspects,
  'GET /audit/choices': inspects,
  'GET /audit/event/:id': inspects,
  'GET /audit/check': inspects,
  'POST /audit/check': inspects,
  'POST /audit/export': inspects,
  'GET /audit/:jobId/csv': inspects,

  // One subject
  'GET /subject/:id/case': { may: ['reader', 'investigator', 'dataManager'] },
  'POST /subject/undo': reads,
  'POST /subject/redo': reads,
  'POST /subject/set-facts': knowsPatient,
  'POST /facts/preview': knowsPatient,
  'POST /facts/import': knowsPatient,
  'POST /timepoint/set-performed': { may: ['reader', 'investigator', 'dataManager'] },
  'POST /timepoint/record-missed': { may: ['reader', 'investigator', 'dataManager'] },
  'POST /timepoint/edit': knowsPatient,
  'POST /late/take-in': { may: ['reader', 'investigator', 'dataManager'] },
  'POST /late/leave-aside': { may: ['reader', 'investigator', 'dataManager'] },
  'POST /lesion/place': reads,
  'POST /lesion/edit': reads,
  'POST /lesion/remove': reads,
  'POST /assessment/record': reads,
  'POST /assessment/clear': reads,
  'POST /lesion/resolve': reads,
  'POST /lesion/treat': { may: ['reader', 'investigator', 'dataManager'] },
  'POST /lesion/look-back': reads,
  'POST /lesion/preview': reads,

  // What a reader says about a read, and the signature
  'POST /timepoint/override': reads,
  'POST /timepoint/revise-cr': reads,
  'POST /timepoint/set-marker': { may: ['reader', 'investigator', 'dataManager'] },
  'POST /check/give-reason': reads,
  'POST /key-image/add': reads,
  'POST /key-image/edit': reads,
  'POST /key-image/remove': reads,
  'POST /timepoint/sign': reads,
  'POST /timepoint/amend': reads,
  'GET /timepoint/signed': { may: ['reader', 'investigator', 'dataManager'] },

  // Two reads and the decision between them
  'GET /adjudication/list': { may: ['adjudicator', 'dataManager'] },
  'GET /adjudication/status': { may: ['dataManager', 'administrator'] },
  'POST /adjudication/case': { may: ['adjudicator'] },
  'POST /adjudication/decide': { may: ['adjudicator'] },

  // Questions to readers, and the confirmation of a date. Who asks, answers and sees which is decided by the read it is about.
  'GET /query/list': { may: ['reader', 'investigator', 'dataManager'] },
  'POST /query/raise': knowsPatient,
  'POST /query/answer': reads,
  'POST /query/ask-again': knowsPatient,
  'POST /query/close': knowsPatient,
  'GET /confirmation/state': knowsPatient,
  'GET /confirmation/central-case': knowsPatient,
  'POST /confirmation/confirm': { may: ['investigator'] },

  // Images
  'GET /series/unassigned': knowsPatient,
  'GET /series/:id/images': sees,
  'POST /series/assign': knowsPatient,
  'POST /series/discard': knowsPatient,
  'POST /series/move': knowsPatient,
  'POST /series/set-date': knowsPatient,
  'GET /bytes/volume/:id': sees,
  'GET /bytes/thumbnail/:id': sees,

  // Import, jobs, the demo. What was begun before the window locked runs to its end.
  'POST /import/upload/begin': knowsPatient,
  'PUT /import/upload/:sourceId': { ...knowsPatient, also: ['locked'] },
  'POST /shell/choose-import': knowsPatient,
  'POST /import/start': { ...knowsPatient, also: ['locked'] },
  'GET /import/:jobId/result': knowsPatient,
  'GET /job/:id': { may: ['dataManager', 'investigator', 'administrator'] },
  'POST /job/:id/cancel': { may: ['dataManager', 'investigator', 'administrator'] },
  'POST /demo/create': setsUp,
  'POST /demo/create-trial': setsUp,

  // Who the subjects are: the key lists of studies that de-identify
  'GET /keys/status': setsUp,
  'POST /keys/unlock': setsUp,
  'POST /keys/lock': setsUp,
  'POST /keys/protect': setsUp,
  'POST /keys/load-enrolment': setsUp,
  'POST /keys/export': setsUp,
  'POST /keys/destroy': setsUp,

  // Images held until somebody has looked at them; text in them may name the patient
  'GET /quarantine/list': knowsPatient,
  'GET /bytes/quarantine/:image': knowsPatient,
  'POST /quarantine/release': knowsPatient,
  'POST /quarantine/discard': knowsPatient,
};

/** The line of a route; null when it has none. */
export const accessOf = (route: string): Access | null => (Object.hasOwn(access, route) ? (access[route as RouteKey] ?? null) : null);

/** The role somebody with these roles acts in on a route: null when none of theirs may. `signedIn` and `anyone` leave the person's own first role. */
export function actingRole(rule: Access, held: readonly Role[]): Role | null {
  if (typeof rule.may === 'string') return held[0] ?? null;
  return rule.may.find((role) => held.includes(role)) ?? null;
}

/** Whether somebody signed in with these roles may call the route. */
export const mayCall = (route: RouteKey, held: readonly Role[]): boolean => {
  const rule = accessOf(route);
  return rule !== null && (rule.may === 'anyone' || actingRole(rule, held) !== null);
};

/** Routes that a person with these roles may call while signed in. */
export const routesOf = (held: readonly Role[]): readonly RouteKey[] => (Object.keys(access) as RouteKey[]).filter((route) => mayCall(route, held));
