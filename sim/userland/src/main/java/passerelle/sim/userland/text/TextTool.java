package passerelle.sim.userland.text;

import java.util.ArrayList;
import java.util.List;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Process;
import passerelle.sim.userland.tool.BusyboxBuild;
import passerelle.sim.userland.tool.ToolFailure;

/** A tool with options in the manner of getopt. */
final class TextTool implements BlockingProgram {
  private static final String BANNER = BusyboxBuild.TITLE + "\n";

  private final Flavour flavour;
  private final Options.Syntax syntax;
  private final int usageStatus;
  private final Body body;
  private final boolean numeric;

  /** BusyBox lacks the rarer options altogether. */
  private static Options.Syntax syntax(Flavour flavour, String letters, String words) {
    int rare = letters.indexOf('!');
    boolean cut = flavour == Flavour.BUSYBOX && rare >= 0;
    return new Options.Syntax(cut ? letters.substring(0, rare) : letters, words);
  }

  /** A tool that also takes {@code -3} for {@code -n 3}, as {@code head} and {@code tail} do. */
  TextTool withNumericOption() {
    return new TextTool(flavour, syntax, usageStatus, body, true);
  }

  /** What the tool does. */
  @FunctionalInterface
  interface Body {
    /** Runs, and returns the exit status. */
    int run(Process self, Options options) throws ToolFailure;
  }

  /**
   * A tool.
   *
   * @param usageStatus exit status after a wrong option
   */
  TextTool(Flavour flavour, String letters, String words, int usageStatus, Body body) {
    this(flavour, syntax(flavour, letters, words), usageStatus, body, false);
  }

  private TextTool(
      Flavour flavour, Options.Syntax syntax, int usageStatus, Body body, boolean numeric) {
    this.flavour = flavour;
    this.syntax = syntax;
    this.usageStatus = usageStatus;
    this.body = body;
    this.numeric = numeric;
  }

  @Override
  public int run(Process self) {
    return run(self, self.arguments());
  }

  /** Runs with other words than the process was given. */
  int run(Process self, List<String> words) {
    try {
      List<String> arguments = new ArrayList<>(words);
      if (numeric && !arguments.isEmpty() && arguments.get(0).matches("-\\d+")) {
        arguments.set(0, "-n" + arguments.get(0).substring(1));
      }
      return body.run(self, Options.parse(syntax, arguments, complaint(self.name())));
    } catch (ToolFailure error) {
      self.stderr().print(BusyboxBuild.in(self, error.getMessage()));
      return error.status();
    }
  }

  private Options.Complaint complaint(String name) {
    return new Options.Complaint() {
      @Override
      public ToolFailure about(String what) {
        return usage(flavour, name, what, usageStatus);
      }

      @Override
      public ToolFailure unmodelled(String option) {
        return new ToolFailure(2, name + ": Passerelle does not model option " + option + "\n");
      }
    };
  }

  /** A refusal with the hint that follows it. */
  static ToolFailure usage(Flavour flavour, String name, String what, int status) {
    boolean silent = flavour == Flavour.BUSYBOX && !what.contains("option");
    String reason = silent ? "" : name + ": " + what + "\n";
    String hint =
        flavour == Flavour.GNU
            ? (name.endsWith("grep") ? "Usage: " + name + " [OPTION]... PATTERNS [FILE]...\n" : "")
                + "Try '"
                + name
                + " --help' for more information.\n"
            : BANNER + "Usage: " + name + " [OPTIONS] [ARG]...\n";
    return new ToolFailure(status, reason + hint);
  }
}
