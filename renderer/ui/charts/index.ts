/** Figures that need the chart library; apart from the door of `ui`, so that screens without figures do not load it. */
export { Chart, type ChartProps } from './Chart.tsx';
export { token } from './nadirDark.ts';
