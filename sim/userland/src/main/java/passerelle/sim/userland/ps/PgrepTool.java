package passerelle.sim.userland.ps;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import passerelle.sim.process.Process;
import passerelle.sim.process.Signal;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.LabKernel;
import passerelle.sim.userland.tool.ToolFailure;

/** The commands {@code pgrep} and {@code pkill} of procps 4.0.4 ({@code src/pgrep.c}). */
public final class PgrepTool implements LabKernel.Tool {
  private static final int USAGE = 2;
  private static final int FATAL = 3;
  private static final String LATER = "dwgGiOstUFLrAq";

  @Override
  public int run(KernelView kernel) throws ToolFailure {
    return new Run(kernel).run();
  }

  /** One call. */
  private static final class Run {
    private final KernelView kernel;
    private final Process self;
    private final boolean kills;
    private final List<String> rest;
    private final StringBuilder flags = new StringBuilder();
    private final List<String> parents = new ArrayList<>();
    private final List<String> users = new ArrayList<>();
    private Signal signal = Signal.TERM;

    private Run(KernelView kernel) {
      this.kernel = kernel;
      self = kernel.process();
      kills = self.name().equals("pkill");
      rest = new ArrayList<>(self.arguments());
    }

    private int run() throws ToolFailure {
      Optional<String> pattern = Optional.empty();
      while (!rest.isEmpty()) {
        String word = rest.remove(0);
        if (word.startsWith("-") && word.length() > 1) {
          option(word);
        } else if (pattern.isEmpty()) {
          pattern = Optional.of(word);
        } else {
          throw complaint("only one pattern can be provided");
        }
      }
      if (pattern.isEmpty() && parents.isEmpty() && users.isEmpty()) {
        throw complaint("no matching criteria specified");
      }
      return show(found(compile(pattern.orElse(""))));
    }

    private ToolFailure complaint(String what) {
      String name = self.name();
      return new ToolFailure(
          USAGE, name + ": " + what + "\nTry `" + name + " --help' for more information.\n");
    }

    private void option(String word) throws ToolFailure {
      Optional<Signal> named = kills ? Signal.parse(word.substring(1)) : Optional.empty();
      if (named.isPresent()) {
        signal = named.get();
        return;
      }
      for (int i = 1; i < word.length(); i++) {
        char letter = word.charAt(i);
        if (letter == 'P' || letter == 'u') {
          String list = i + 1 < word.length() ? word.substring(i + 1) : argument();
          (letter == 'P' ? parents : users).addAll(List.of(list.split(",")));
          return;
        }
        if ("lafvxnoce".indexOf(letter) < 0) {
          throw word.startsWith("--") || LATER.indexOf(letter) >= 0
              ? ToolFailure.notModelled(self.name(), "option " + word)
              : complaint("invalid option -- '" + letter + "'");
        }
        flags.append(letter);
      }
    }

    private String argument() throws ToolFailure {
      if (rest.isEmpty()) {
        throw complaint("option requires an argument");
      }
      return rest.remove(0);
    }

    private boolean has(char flag) {
      return flags.indexOf("" + flag) >= 0;
    }

    private Pattern compile(String pattern) throws ToolFailure {
      try {
        return Pattern.compile(has('x') ? "^(" + pattern + ")$" : pattern);
      } catch (PatternSyntaxException e) {
        throw new ToolFailure(FATAL, self.name() + ": " + e.getDescription() + "\n");
      }
    }

    private List<Row> found(Pattern pattern) {
      List<Row> found = new ArrayList<>();
      for (Row row : Row.seenBy(self)) {
        String text = has('f') ? row.command() : row.name();
        boolean matches =
            pattern.matcher(text).find()
                && (parents.isEmpty() || parents.contains("" + row.ppid()))
                && (users.isEmpty() || users.contains(row.user()));
        if (row.process() != self && matches != has('v')) {
          found.add(row);
        }
      }
      if (!found.isEmpty() && (has('n') || has('o'))) {
        return List.of(found.get(has('n') ? found.size() - 1 : 0));
      }
      return found;
    }

    private int show(List<Row> found) {
      if (has('c')) {
        kernel.out(found.size() + "\n");
      }
      for (Row row : found) {
        if (kills) {
          KillTool.send(self, row.process(), signal);
        }
        if (!has('c')) {
          kernel.out(text(row));
        }
      }
      return found.isEmpty() ? 1 : 0;
    }

    private String text(Row row) {
      if (kills) {
        return has('e') ? row.name() + " killed (pid " + row.pid() + ")\n" : "";
      }
      String what = has('a') ? " " + row.command() : has('l') ? " " + row.name() : "";
      return row.pid() + what + "\n";
    }
  }
}
