/** `nadir accounts …`: who may sign in, from a terminal. What it does is audited as the command line's, with the system's user. */
import { isRole, roles, type Account } from '../../accounts/index.ts';
import { NadirError } from '../../common/index.ts';
import { chosenDataFolder, openCore, type Core } from '../../host/index.ts';
import type { Shared } from '../main.ts';
import { print, printJson, type ExitStatus } from '../output.ts';
import { withCore } from '../session.ts';

type OfUser = Shared & { readonly user: string };

/** What a person is told of an account and a password made for it; as JSON the same. */
function answer(options: Shared, account: Account, temporaryPassword: string | null, words: string): ExitStatus {
  if (options.json) printJson({ ...account, temporaryPassword });
  else print(temporaryPassword === null ? words : `${words}\n${temporaryPassword}`);
  return 0;
}

export const list = (options: Shared): Promise<ExitStatus> => withCore(options, ({ services }) => {
  const accounts = services.accounts.list();
  if (options.json) printJson(accounts);
  else print(accounts.length === 0 ? 'There are no accounts: whoever opens the workstation is the local user.' : accounts.map((one) => [one.username, one.fullName, one.roles.join(','), one.active ? 'active' : 'deactivated', one.lastSignInAt ?? 'never signed in'].join('\t')).join('\n'));
  return 0;
});

function rolesFrom(text: string): Account['roles'] {
  const given = text.split(',').map((role) => role.trim()).filter((role) => role !== '');
  const unknown = given.filter((role) => !isRole(role));
  if (unknown.length > 0) throw new NadirError('invalid', `There is no role ${unknown.join(', ')}. Roles: ${roles.join(', ')}.`, { reason: 'role' });
  return given.filter(isRole);
}

/** Errors: refused usernameTaken, nameTaken, firstAdministrator; invalid. */
export const add = (options: OfUser & { readonly fullName: string; readonly roles: string }): Promise<ExitStatus> => withCore(options, async ({ services, context }) => {
  const { account, temporaryPassword } = await services.accounts.create(context, { username: options.user, fullName: options.fullName, roles: rolesFrom(options.roles) });
  return answer(options, account, temporaryPassword, `Account ${account.username} created. Temporary password, to be changed at the first sign-in:`);
});

/** Errors: notFound; refused lastAdministrator. */
export const disable = (options: OfUser): Promise<ExitStatus> => withCore(options, ({ services, context }) => {
  const account = services.accounts.setActive(context, services.accounts.byUsername(options.user).id, false);
  services.sessions.end(account.id, 'account deactivated');
  return answer(options, account, null, `Account ${account.username} is deactivated.`);
});

async function passwordFromInput(): Promise<string> {
  let text = '';
  for await (const chunk of process.stdin.setEncoding('utf8')) text += String(chunk);
  return text.replace(/\r?\n$/, '');
}

/** Takes the workstation's own place, so that nobody is in it meanwhile. */
async function alone<T>(options: Shared, work: (core: Core) => Promise<T>): Promise<T> {
  const core = openCore(chosenDataFolder(options.data), { exclusive: true });
  try {
    return await work(core);
  } finally {
    core.store.close();
  }
}

/** The way back in when an administrator's password is lost. Errors: refused secondInstance; notFound; invalid weakPassword. */
export const resetPassword = (options: OfUser & { readonly passwordStdin?: boolean }): Promise<ExitStatus> => alone(options, async ({ services, context }) => {
  const account = services.accounts.byUsername(options.user);
  const chosen = options.passwordStdin ? await passwordFromInput() : undefined;
  const password = await services.accounts.resetPassword(context, account.id, chosen);
  services.sessions.end(account.id, 'password reset');
  const inactive = account.active ? '' : ' The account is deactivated and may not sign in until an administrator activates it.';
  return answer(options, account, chosen === undefined ? password : null, `Password of ${account.username} reset; it must be changed at the next sign-in.${inactive}${chosen === undefined ? ' Temporary password:' : ''}`);
});
