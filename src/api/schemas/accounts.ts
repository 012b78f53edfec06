/** Bodies about accounts and signing in. Strict, like all commands. */
import { z } from 'zod';
import { longestPassword, roles } from '../../accounts/index.ts';

const id = z.string().min(1).max(64);
/** Whatever was typed; the rules of passwords are checked where a new one is set. */
const typed = z.string().min(1).max(longestPassword);
/** Letters, digits and . _ - @, so that it can be typed on any keyboard and stand on a command line. */
const username = z.string().trim().regex(/^[A-Za-z0-9][A-Za-z0-9._@-]{1,63}$/, 'A username has 2 to 64 letters, digits or . _ - @ and begins with a letter or digit');
const fullName = z.string().trim().min(2).max(120).regex(/^[^\p{Cc}\p{Cf}<>]+$/u, 'A name has no control characters');
const someRoles = z.array(z.enum(roles)).min(1).max(roles.length);

/** POST /api/session/sign-in */
export const signInSchema = z.strictObject({ username: z.string().trim().min(1).max(200), password: typed });
/** POST /api/session/unlock */
export const unlockSchema = z.strictObject({ password: typed });
/** POST /api/session/change-password */
export const changePasswordSchema = z.strictObject({ current: typed, next: typed });
/** POST /api/accounts/set-up */
export const setUpSchema = z.strictObject({ fullName, username, password: typed });
/** POST /api/accounts/create */
export const createAccountSchema = z.strictObject({ fullName, username, roles: someRoles });
/** POST /api/accounts/edit */
export const editAccountSchema = z.strictObject({ accountId: id, fullName: fullName.optional(), username: username.optional(), roles: someRoles.optional() });
/** POST /api/accounts/set-active */
export const setActiveSchema = z.strictObject({ accountId: id, active: z.boolean() });
/** POST /api/accounts/reset-password */
export const resetPasswordSchema = z.strictObject({ accountId: id });
/** POST /api/accounts/set-policy */
export const accountPolicySchema = z.strictObject({ idleLockMinutes: z.number().int().min(1).max(240) });
