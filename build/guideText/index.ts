/** Pages of the guide that are made from the program, by name. Their text is kept beside the others, so that it can be read without building anything. */
import { commandsPage } from './commands.ts';
import { dictionaryPage } from './dictionary.ts';
import { filesPage } from './files.ts';
import { jsonPage } from './json.ts';
import { keyboardPage } from './keyboard.ts';
import { rolesPage } from './roles.ts';
import { rulesPage } from './rules.ts';

export const generatedPages: Readonly<Record<string, () => string | Promise<string>>> = {
  keyboard: keyboardPage, rules: rulesPage, roles: rolesPage, commands: commandsPage, dictionary: dictionaryPage, files: filesPage, json: jsonPage,
};
