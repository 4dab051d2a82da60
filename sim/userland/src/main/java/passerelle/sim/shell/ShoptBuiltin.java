package passerelle.sim.shell;

import java.util.List;
import java.util.Map;
import java.util.Set;
import passerelle.sim.process.Process;
import passerelle.text.WordSet;

/** {@code shopt}: of bash's options those that change what the shell does here are kept. */
record ShoptBuiltin(Process self, ShellState shell, Complaints complaints) {
  private static final Set<String> ACCEPTED =
      WordSet.of(
          """
          checkwinsize cmdhist dotglob extglob globstar histappend interactive_comments
          lastpipe nocaseglob nocasematch progcomp promptvars sourcepath failglob autocd
          cdspell expand_aliases
          """);

  void register(Map<String, Builtin> builtins) {
    builtins.put("shopt", this::set);
  }

  private int set(List<String> arguments) {
    boolean quiet = arguments.contains("-q");
    int status = 0;
    for (String name : arguments) {
      boolean known = name.equals("nullglob") || name.equals("expand_aliases");
      if (name.startsWith("-")) {
        continue;
      } else if (!known && !ACCEPTED.contains(name)) {
        status = complaints.fail("shopt", name + ": invalid shell option name", 1);
      } else if (arguments.get(0).equals("-s") || arguments.get(0).equals("-u")) {
        boolean on = arguments.get(0).equals("-s");
        shell.nullglob = name.equals("nullglob") ? on : shell.nullglob;
        shell.aliases.on = name.equals("expand_aliases") ? on : shell.aliases.on;
      } else if (known) {
        boolean on = name.equals("nullglob") ? shell.nullglob : shell.aliases.on;
        if (!quiet) {
          self.stdout()
              .println(
                  name + " ".repeat(Math.max(1, 15 - name.length())) + "\t" + (on ? "on" : "off"));
        }
        status = on ? status : 1;
      }
    }
    return status;
  }
}
