package passerelle.sim.userland.sysctl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import passerelle.sim.process.Process;
import passerelle.sim.userland.net.Getopt;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.text.Resources;

/** The options of {@code sysctl}. */
final class SysctlOptions {
  private static final String LONG =
      """
      all=a binary=b ignore=e names=N values=n quiet=q write=w deprecated=o load=p pattern=r
      version=V help=h system dry-run
      """;

  boolean namesOnly;
  boolean valuesOnly;
  boolean newline = true;
  boolean quiet;
  boolean ignoreUnknown;
  boolean dryRun;
  boolean all;
  boolean load;

  /** All the files of the system, in their order. */
  boolean system;

  Optional<Pattern> pattern = Optional.empty();

  /** Reads the options; what is left are the operands. */
  List<String> parse(Process self) throws ToolFailure {
    Getopt read = Getopt.parse("aAXbeNnqwoxp::f::r:Vhd", LONG, self.arguments());
    List<String> operands = new ArrayList<>();
    for (Getopt.Option option : read.options()) {
      take(self, option.name(), option.value());
      if (option.name().matches("[pf]") && !option.value().isEmpty()) {
        operands.add(option.value());
      }
    }
    if (read.error().isPresent()) {
      self.stderr().print("sysctl: " + read.error().get() + "\n");
      throw told(self, usage());
    }
    operands.addAll(read.operands());
    if (self.arguments().isEmpty()) {
      throw new ToolFailure(1, usage());
    }
    return operands;
  }

  private static ToolFailure told(Process self, String text) {
    self.stdout().print(text);
    return new ToolFailure(0, "");
  }

  private void take(Process self, String option, String value) throws ToolFailure {
    switch (option) {
      case "a", "A", "X" -> all = true;
      case "b" -> {
        valuesOnly = true;
        newline = false;
      }
      case "e" -> ignoreUnknown = true;
      case "N" -> namesOnly = true;
      case "n" -> valuesOnly = true;
      case "q" -> quiet = true;
      case "p", "f" -> load = true;
      case "r" -> pattern = Optional.of(compile(value));
      case "system" -> system = true;
      case "dry-run" -> dryRun = true;
      case "V" -> throw told(self, "sysctl from procps-ng 4.0.4\n");
      case "h", "d" -> throw told(self, usage());
      default -> {
        // A value is written whenever one is given.
      }
    }
  }

  private static Pattern compile(String expression) throws ToolFailure {
    try {
      return Pattern.compile(expression);
    } catch (PatternSyntaxException wrong) {
      throw new ToolFailure(1, "sysctl: invalid regular expression: " + expression + "\n");
    }
  }

  static String usage() {
    return Resources.text(SysctlOptions.class, "usage.txt");
  }
}
