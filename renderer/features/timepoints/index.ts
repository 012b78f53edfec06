export { LateImages } from './LateImages.tsx';
export { TimepointsDialog } from './TimepointsDialog.tsx';
