import { createTheme, type MantineColorsTuple } from '@mantine/core';

/** Mantine wants ten steps per colour; ours is one accent, answered by the token in ui/mantine.css. */
const accent = Array.from({ length: 10 }, () => 'var(--nd-accent)') as unknown as MantineColorsTuple;

/** Behaviour and sizes; every colour comes from the tokens. */
export const theme = createTheme({
  primaryColor: 'accent',
  colors: { accent },
  fontFamily: 'var(--nd-font)',
  defaultRadius: 'var(--nd-radius-control)',
  cursorType: 'default',
  respectReducedMotion: true,
  components: {
    // A scroll lock would write a style element, which the content security policy refuses; nothing here scrolls behind a sheet.
    // The head of a sheet is no banner of the page.
    Modal: { defaultProps: { attributes: { header: { role: 'presentation' } }, lockScroll: false, centered: true, transitionProps: { transition: 'fade-up', duration: 140 }, closeButtonProps: { 'aria-label': 'Close' } } },
    Menu: { defaultProps: { withInitialFocusPlaceholder: false, transitionProps: { transition: 'fade', duration: 80 }, offset: 4, shadow: 'md' } },
    Select: { defaultProps: { size: 'xs', comboboxProps: { transitionProps: { transition: 'fade', duration: 80 }, offset: 4 } } },
    Tooltip: { defaultProps: { openDelay: 400, transitionProps: { duration: 80 } } },
  },
});
