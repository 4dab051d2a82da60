package passerelle.sim.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.kernel.Errno;
import passerelle.sim.process.FileError;
import passerelle.sim.process.FileSystem;
import passerelle.sim.process.Process;

/** {@code cd}, {@code pwd}, and bash's stack of directories ({@code pushd.def}). */
record DirectoryBuiltins(Process self, ShellState shell, Complaints complaints) {
  void register(Map<String, Builtin> builtins) {
    builtins.put("cd", this::changeDirectory);
    builtins.put("pwd", arguments -> print(arguments.contains("-P") ? real() : self.directory()));
    if (complaints.isBash()) {
      builtins.put("pushd", this::push);
      builtins.put("popd", this::pop);
      builtins.put("dirs", this::list);
    }
  }

  private int print(String line) {
    self.stdout().println(line);
    return 0;
  }

  /** The working directory without links in it. */
  private String real() {
    try {
      return self.files().realPath(self.directory());
    } catch (FileError gone) {
      return self.directory();
    }
  }

  private int changeDirectory(List<String> words) {
    boolean bash = complaints.isBash();
    boolean physical = false;
    int i = 0;
    while (i < words.size() && words.get(i).matches("-[a-zA-Z]+")) {
      String letters = words.get(i++);
      if (!letters.matches(bash ? "-[LPe@]+" : "-[LP]+")) {
        String option = "llegal option " + letters.substring(0, 2);
        return bash
            ? complaints.usage("cd", letters + ": invalid option", "cd [-L|[-P [-e]] [-@]] [dir]")
            : complaints.fail("cd", (complaints.isDash() ? "I" : "i") + option, 2);
      }
      physical = letters.endsWith("P");
    }
    int status = changeTo(words.subList(i, words.size()));
    if (physical && status == 0) {
      self.setDirectory(real());
      shell.variables.set("PWD", real());
    }
    return status;
  }

  /** Where a name is below one of {@code CDPATH}; empty for what is not looked for there. */
  private Optional<String> along(String target) {
    if (target.isEmpty() || target.matches("/.*|[.][.]?(/.*)?")) {
      return Optional.empty();
    }
    for (String directory : shell.variables.getOrEmpty("CDPATH").split(":")) {
      String path = FileSystem.resolve(self.path(directory), target);
      if (!directory.isEmpty() && self.files().isDirectory(path)) {
        return Optional.of(path);
      }
    }
    return Optional.empty();
  }

  private int changeTo(List<String> arguments) {
    boolean bash = complaints.isBash();
    if (arguments.size() > 1 && bash) {
      return complaints.fail("cd", "too many arguments", 1);
    }
    String target = arguments.isEmpty() ? shell.variables.getOrEmpty("HOME") : arguments.get(0);
    if (target.isEmpty() && bash && arguments.isEmpty()) {
      return complaints.fail("cd", "HOME not set", 1);
    }
    if (target.equals("-")) {
      if (shell.variables.get("OLDPWD").isEmpty()) {
        return complaints.fail("cd", "OLDPWD not set", 1);
      }
      target = shell.variables.getOrEmpty("OLDPWD");
      print(target);
    }
    Optional<String> found = along(target);
    found.ifPresent(this::print);
    return enter("cd", found.orElse(target));
  }

  private int enter(String builtin, String target) {
    String path = self.path(target);
    if (!self.files().isDirectory(path)) {
      boolean file = self.files().exists(path);
      String why = (file ? Errno.ENOTDIR : Errno.ENOENT).text();
      String failure =
          complaints.worded(
              target + ": " + why, "can't cd to " + target + ": " + why, "can't cd to " + target);
      return complaints.fail(builtin, failure, 1);
    }
    shell.variables.set("OLDPWD", self.directory());
    shell.variables.set("PWD", path);
    self.setDirectory(path);
    return 0;
  }

  private int push(List<String> arguments) {
    String here = self.directory();
    if (!arguments.isEmpty()) {
      int status = enter("pushd", arguments.get(0));
      if (status == 0) {
        shell.directories.push(here);
        list(List.of());
      }
      return status;
    }
    if (shell.directories.isEmpty()) {
      return complaints.fail("pushd", "no other directory", 1);
    }
    int status = enter("pushd", shell.directories.peek());
    if (status == 0) {
      shell.directories.pop();
      shell.directories.push(here);
      list(List.of());
    }
    return status;
  }

  private int pop(List<String> arguments) {
    if (shell.directories.isEmpty()) {
      return complaints.fail("popd", "directory stack empty", 1);
    }
    int status = enter("popd", shell.directories.pop());
    return status == 0 ? list(List.of()) : status;
  }

  private int list(List<String> arguments) {
    if (arguments.contains("-c")) {
      shell.directories.clear();
      return 0;
    }
    List<String> stack = new ArrayList<>(shell.directories);
    stack.add(0, self.directory());
    boolean numbers = arguments.contains("-v");
    if (numbers || arguments.contains("-p")) {
      for (int i = 0; i < stack.size(); i++) {
        print((numbers ? " " + i + "  " : "") + shown(stack.get(i)));
      }
      return 0;
    }
    return print(String.join(" ", stack.stream().map(this::shown).toList()));
  }

  private String shown(String path) {
    String home = shell.variables.getOrEmpty("HOME");
    boolean below = !home.isEmpty() && (path.equals(home) || path.startsWith(home + "/"));
    return below ? "~" + path.substring(home.length()) : path;
  }
}
