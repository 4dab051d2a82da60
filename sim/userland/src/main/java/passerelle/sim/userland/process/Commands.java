package passerelle.sim.userland.process;

import java.util.ArrayList;
import java.util.List;
import passerelle.sim.process.Place;
import passerelle.sim.process.Process;
import passerelle.sim.process.ScriptFile;
import passerelle.sim.process.Toolset;
import passerelle.sim.userland.tool.ToolFailure;

/**
 * What a tool of util-linux becomes: the command that is left of its command line.
 *
 * @param argv as which the program is called
 */
record Commands(Toolset.Tool tool, List<String> argv) {
  private static final int NOT_FOUND = 127;

  /**
   * A command, or the shell of whoever gives none ({@code exec_shell}).
   *
   * @param place where its program is
   * @param name the tool that complains when there is none
   */
  static Commands of(Process self, Place place, String name, List<String> words)
      throws ToolFailure {
    String shell = self.environment().getOrDefault("SHELL", "/bin/sh");
    String program = words.isEmpty() ? shell : words.get(0);
    List<String> argv = new ArrayList<>(words);
    if (words.isEmpty()) {
      argv.add("-" + shell.substring(shell.lastIndexOf('/') + 1));
    }
    Toolset.Tool tool =
        ScriptFile.execvp(self, place, program)
            .orElseThrow(
                () ->
                    new ToolFailure(
                        NOT_FOUND,
                        name + ": failed to execute " + program + ": No such file or directory\n"));
    return new Commands(tool, argv);
  }
}
