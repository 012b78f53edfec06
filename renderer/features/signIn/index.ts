export { AccountMenu } from './AccountMenu.tsx';
export { ChangePassword } from './ChangePassword.tsx';
export { Doors } from './Doors.tsx';
export { PasswordField, TextField } from './Fields.tsx';
export { SetUpAccounts, usernameFault } from './SetUpAccounts.tsx';
export { useAttempt } from './useAttempt.ts';
