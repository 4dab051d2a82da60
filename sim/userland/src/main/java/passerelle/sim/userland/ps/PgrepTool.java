package passerelle.sim.userland.ps;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import passerelle.sim.process.Process;
import passerelle.sim.process.Signal;
import passerelle.sim.userland.net.Getopt;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.LabKernel;
import passerelle.sim.userland.tool.ToolFailure;

/** The commands {@code pgrep} and {@code pkill} of procps 4.0.4 ({@code src/pgrep.c}). */
public final class PgrepTool implements LabKernel.Tool {
  private static final int USAGE = 2;
  private static final int FATAL = 3;
  private static final String LATER = "dwgGiOstUFLrAq";
  private static final String LONG =
      """
      list-name=l list-full=a full=f invert=v exact=x newest=n oldest=o count=c echo=e parent=P
      euid=u delimiter=d lightweight=w pgroup=g group=G ignore-case=i older=O session=s terminal=t
      uid=U pidfile=F logpidfile=L runstates=r ignore-ancestors=A queue=q
      """;

  @Override
  public int run(KernelView kernel) throws ToolFailure {
    return new Run(kernel).run();
  }

  /** One call. */
  private static final class Run {
    private final KernelView kernel;
    private final Process self;
    private final boolean kills;
    private final Getopt read;
    private final List<String> parents = new ArrayList<>();
    private final List<String> users = new ArrayList<>();
    private Signal signal = Signal.TERM;

    private Run(KernelView kernel) {
      this.kernel = kernel;
      self = kernel.process();
      kills = self.name().equals("pkill");
      List<String> words = new ArrayList<>(self.arguments());
      words.removeIf(word -> kills && word.startsWith("-") && named(word));
      read = Getopt.parse("lafvxnoceP:u:" + LATER, LONG, words);
    }

    /** Whether it is a signal's name or number; that is sent then. */
    private boolean named(String word) {
      Optional<Signal> named = Signal.parse(word.substring(1));
      named.ifPresent(given -> signal = given);
      return named.isPresent();
    }

    private int run() throws ToolFailure {
      for (Getopt.Option option : read.options()) {
        if (LATER.contains(option.name())) {
          throw ToolFailure.notModelled(self.name(), "option -" + option.name());
        } else if (option.name().matches("[Pu]")) {
          (option.is('P') ? parents : users).addAll(List.of(option.value().split(",")));
        }
      }
      if (read.error().isPresent()) {
        throw complaint(read.error().get());
      }
      if (read.operands().size() > 1) {
        throw complaint("only one pattern can be provided");
      }
      if (read.operands().isEmpty() && parents.isEmpty() && users.isEmpty()) {
        throw complaint("no matching criteria specified");
      }
      return show(found(compile(String.join("", read.operands()))));
    }

    private ToolFailure complaint(String what) {
      String name = self.name();
      return new ToolFailure(
          USAGE, name + ": " + what + "\nTry `" + name + " --help' for more information.\n");
    }

    private boolean has(char flag) {
      return read.has("" + flag);
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
