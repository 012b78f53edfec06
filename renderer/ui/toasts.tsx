import { notifications } from '@mantine/notifications';
import { IconAlertOctagon, IconCheck } from '@tabler/icons-react';
import { isNadirError } from '../../src/common/index.ts';
import { Button } from './primitives/Button.tsx';
import styles from './toasts.module.css';

export type ToastAction = { readonly label: string; readonly keys?: string; readonly run: () => void };

function show(look: 'done' | 'failed', message: string, action: ToastAction | undefined): void {
  const id = crypto.randomUUID();
  const act = () => {
    notifications.hide(id);
    action?.run();
  };
  notifications.show({
    id,
    autoClose: look === 'done' ? 5000 : false,
    withBorder: false,
    withCloseButton: look === 'failed',
    closeButtonProps: { 'aria-label': 'Close' },
    classNames: { root: styles.root ?? '', body: styles.body ?? '', icon: styles.icon ?? '', description: styles.message ?? '' },
    'data-look': look,
    role: look === 'failed' ? 'alert' : 'status',
    icon: look === 'done' ? <IconCheck size={16} stroke={1.75} /> : <IconAlertOctagon size={16} stroke={1.75} />,
    message: (
      <span className={styles.line}>
        <span>{message}</span>
        {action && <Button look="ghost" small onClick={act} {...(action.keys ? { keys: action.keys } : {})}>{action.label}</Button>}
      </span>
    ),
  });
}

/** Something was done; gone after 5 s. Offer what takes it back: `toast('T1 set to 30.9 mm.', { label: 'Undo', keys: 'Ctrl+Z', run })`. */
export const toast = (message: string, action?: ToastAction): void => show('done', message, action);

/** Something was not done; stays until closed. */
export const toastError = (message: string, action?: ToastAction): void => show('failed', message, action);

/** The words of any thrown value, for toasts and alerts. A cancelled request says nothing. */
export function errorText(error: unknown): string {
  if (isNadirError(error)) return error.message;
  return error instanceof Error ? error.message : String(error);
}

/** Shows a failed command; nothing for one that somebody cancelled. */
export function toastFailure(error: unknown): void {
  if (isNadirError(error) && error.code === 'cancelled') return;
  toastError(errorText(error));
}
