export { chosenDataFolder, defaultDataFolder, prepareDataFolder } from './dataFolder.ts';
export { openLog, type Log } from './log.ts';
export { createJobs, type Jobs, type JobWork, type Progress } from './jobs.ts';
export { createPages, type Pages } from './pages.ts';
export { withSecurityHeaders } from './securityHeaders.ts';
export { systemClock } from './systemClock.ts';
