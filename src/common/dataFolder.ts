/** Where programs of this account keep their data, by each system's custom. */
export type Surroundings = { readonly env: Readonly<Record<string, string | undefined>>; readonly platform: string; readonly home: string };

/** The user's application-data folder: `~/.local/share/nadir`, `~/Library/Application Support/Nadir` or `%LOCALAPPDATA%\Nadir`. */
export function defaultDataFolder({ env, platform, home }: Surroundings): string {
  switch (platform) {
    case 'win32': return `${env['LOCALAPPDATA'] || `${home}\\AppData\\Local`}\\Nadir`;
    case 'darwin': return `${home}/Library/Application Support/Nadir`;
    default: return `${env['XDG_DATA_HOME'] || `${home}/.local/share`}/nadir`;
  }
}
