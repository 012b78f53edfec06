/**
 * What a password must be (NIST SP 800-63B, 5.1.1.2: long, not guessable from the account, not a common one; no rules of composition, no expiry).
 * Pure, so that the window shows while typing what the host will decide.
 */
export const shortestPassword = 12;
export const longestPassword = 256;

export type PasswordCheck = { readonly rule: 'length' | 'name' | 'common'; readonly text: string; readonly met: boolean };
export type PasswordOwner = { readonly username: string; readonly fullName: string };

/** Letters and digits alone, in lower case: `Password-1234!` and `password1234` are one guess. */
const core = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
const withoutDigitsAround = (text: string): string => text.replace(/^\p{N}+|\p{N}+$/gu, '');

/** Passwords of twelve characters and more that every list of leaked ones begins with, and those this program invites. In their core form, without digits at the ends. */
const common = new Set([
  'password', 'passwordpassword', 'passw0rd', 'passphrase', 'correcthorsebatterystaple', 'changeme', 'changemenow', 'changemeplease', 'letmein', 'letmeinplease', 'welcome', 'welcomewelcome', 'iloveyou', 'iloveyouforever',
  'administrator', 'administratoradministrator', 'adminadmin', 'adminadminadmin', 'rootroot', 'superuser', 'superadmin', 'useruser', 'testtest', 'testtesttest', 'guestguest', 'qwertyuiop', 'qwertyuiopasdf', 'qwertyqwerty',
  'qwertzuiop', 'asdfghjkl', 'asdfasdfasdf', 'zxcvbnm', 'azertyuiop', 'qazwsxedc', 'qazwsxedcrfv', 'q1w2e3r4t5y', 'q1w2e3r4t5y6', 'q1w2e3r4t5y6u7', 'trustno', 'sunshine', 'princess', 'football', 'baseball', 'masterpassword',
  'monkeymonkey', 'dragondragon', 'starwars', 'secretsecret', 'topsecret', 'mypassword', 'mypasswordismypassword', 'newpassword', 'temppassword', 'temporarypassword', 'defaultpassword', 'hospital', 'hospitalhospital', 'radiology',
  'radiologist', 'radiologyradiology', 'oncology', 'recist', 'recistrecist', 'nadir', 'nadirnadir', 'nadirnadirnadir', 'workstation', 'nadirworkstation', 'clinicaltrial', 'investigator', 'datamanager', 'reader',
]);

/** `aaaa…`, `abab…`: too few different characters to be a password. */
const fewestDifferent = 5;

function runsInOrder(text: string): boolean {
  const codes = [...text].map((letter) => letter.codePointAt(0) ?? 0);
  const steps = codes.slice(1).map((code, index) => code - (codes[index] ?? 0));
  const regular = steps.filter((step) => step === 1 || step === -1 || step === 0 || step === -9).length;
  return steps.length > 0 && regular >= steps.length - 1;
}

function isCommon(password: string): boolean {
  const plain = core(password);
  const bare = withoutDigitsAround(plain);
  return new Set(plain).size < fewestDifferent || runsInOrder(plain) || (bare === '' && plain.length < 20) || common.has(plain) || common.has(bare);
}

const isName = (password: string, name: string): boolean => {
  const own = core(name);
  if (own === '') return false;
  const plain = core(password);
  return plain === own || withoutDigitsAround(plain) === withoutDigitsAround(own) || plain === own + own;
};

/** Each rule and whether the password meets it. Nothing is met by an empty one. */
export function checkPassword(password: string, owner: PasswordOwner): readonly PasswordCheck[] {
  const length = [...password.normalize('NFKC')].length;
  const given = length > 0;
  return [
    { rule: 'length', text: `At least ${shortestPassword} characters`, met: length >= shortestPassword && length <= longestPassword },
    { rule: 'name', text: 'Not the username or the name', met: given && !isName(password, owner.username) && !isName(password, owner.fullName) },
    { rule: 'common', text: 'Not a common password', met: given && !isCommon(password) },
  ];
}

export const isGoodPassword = (password: string, owner: PasswordOwner): boolean => checkPassword(password, owner).every((check) => check.met);
