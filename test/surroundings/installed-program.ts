import { ToolFailed } from '../../dev/processes/tool.js';
import { aptGet, aptInstall, findProgram } from '../../dev/services/apt.js';
import { testProcesses } from '../harness/process-table.js';

/**
 * A program of a Debian package, which is installed where it is missing.
 * @param found.inFolders where it may lie beside the PATH.
 * @throws with the command that installs it, where apt-get is not there or needs a password.
 */
export async function installedProgram(
  program: string,
  { debianPackage = program, inFolders = [] }: { debianPackage?: string; inFolders?: string[] } = {},
): Promise<string> {
  const find = () => findProgram([program], inFolders);
  const found = find();
  if (found !== undefined) return found;
  const missing = (why: string) =>
    new Error(
      `These tests need ${program}, and there is none here${why}. Install it: apt-get install ${debianPackage}`,
    );
  const command = aptGet();
  if (!command) throw missing('');
  console.log(
    `  … There is no ${program} here: installing it with "${command.join(' ')} install ${debianPackage}"`,
  );
  await aptInstall(await testProcesses(), command, debianPackage).catch((error: unknown) => {
    throw missing(error instanceof ToolFailed ? `, and apt-get failed:\n${error.output}\n` : '');
  });
  const installed = find();
  if (installed === undefined) throw missing(' even now');
  return installed;
}
