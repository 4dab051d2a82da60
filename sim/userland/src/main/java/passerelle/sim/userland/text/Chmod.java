package passerelle.sim.userland.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import passerelle.sim.process.FileError;
import passerelle.sim.process.FileSystem;
import passerelle.sim.process.Process;
import passerelle.sim.userland.tool.ToolFailure;

/** {@code chmod}. */
record Chmod(FileTools tools) {
  int chmod(Process self, Options options) throws ToolFailure {
    List<String> files = new ArrayList<>(options.operands());
    // What begins with a hyphen and takes permissions is no option.
    String taken =
        "rwxXst"
            .chars()
            .filter(c -> options.has((char) c))
            .mapToObj(Character::toString)
            .collect(Collectors.joining());
    tools.require(self, options, taken.isEmpty() ? 2 : 1);
    String mode = taken.isEmpty() ? files.remove(0) : "-" + taken;
    if (!mode.matches(FileTools.MODE)) {
      throw new ToolFailure(
          1,
          "chmod: invalid mode"
              + tools.pick(
                  ": '" + mode + "'\nTry 'chmod --help' for more information.", " '" + mode + "'")
              + "\n");
    }
    return IdentityTools.each(
        self,
        files,
        tools.pick("cannot access '%s': %e", "%s: %e"),
        tools.pick("changing permissions of '%s': %e", "%s: %e"),
        operand -> {
          String path = self.path(operand);
          changeMode(self, path, mode, options.has('R'));
        });
  }

  private static void changeMode(Process self, String path, String mode, boolean tree)
      throws FileError {
    boolean folder = self.files().isDirectory(path);
    self.files().setMode(path, Modes.changed(self.files().mode(path), mode, folder));
    if (tree && folder) {
      for (String child : self.files().list(path)) {
        self.spend(1);
        changeMode(self, FileSystem.resolve(path, child), mode, true);
      }
    }
  }
}
