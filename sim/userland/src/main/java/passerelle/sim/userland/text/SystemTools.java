package passerelle.sim.userland.text;

import java.util.List;
import java.util.Optional;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Process;
import passerelle.sim.process.Program;
import passerelle.sim.process.Toolset;
import passerelle.sim.shell.Dialect;
import passerelle.sim.shell.Echo;
import passerelle.sim.shell.Printf;
import passerelle.sim.shell.TestExpression;

/** {@code true false yes echo printf test pwd printenv uname which}. */
record SystemTools(Flavour flavour) {
  private static final String RELEASE = "6.18.0";

  void addTo(Toolset.Builder tools, String bin) {
    add(tools, bin, "true", self -> 0);
    add(tools, bin, "false", self -> 1);
    add(tools, bin, "yes", SystemTools::yes);
    add(tools, bin, "echo", SystemTools::echo);
    add(tools, bin, "printf", this::printf);
    add(tools, bin, "test", self -> test(self, self.arguments()));
    add(tools, bin, "[", this::bracket);
    add(tools, bin, "pwd", SystemTools::pwd);
    tools.add(
        bin,
        flavour.tool(
            "asnrvmpio", "all=a kernel-name=s nodename=n kernel-release=r machine=m", this::uname),
        "uname");
    tools.add(bin, flavour.tool("a", "all=a", this::which), "which");
    if (flavour == Flavour.GNU) {
      tools.add(bin, flavour.tool("0", "null=0", this::printenv), "printenv");
    }
    Program sleep = new Sleep(flavour);
    tools.add(bin, sleep, "sleep");
  }

  private static void add(Toolset.Builder tools, String bin, String name, BlockingProgram program) {
    tools.add(bin, program, name);
  }

  private Dialect dialect() {
    return flavour == Flavour.GNU ? Dialect.BASH : Dialect.ASH;
  }

  private static int yes(Process self) {
    String line = self.arguments().isEmpty() ? "y" : String.join(" ", self.arguments());
    while (true) {
      self.stdout().println(line);
    }
  }

  private static int echo(Process self) {
    self.stdout().print(Echo.text(self.arguments()));
    return 0;
  }

  private int printf(Process self) {
    if (self.arguments().isEmpty()) {
      return self.stderr()
          .print(TextTool.usage(flavour, self.name(), "missing operand", 1).getMessage(), 1);
    }
    List<String> rest = self.arguments().subList(1, self.arguments().size());
    Printf printf = new Printf(self, Dialect.ASH, self.arguments().get(0), rest);
    String text = printf.format();
    printf.errors().forEach(error -> self.stderr().println("printf: " + error));
    self.stdout().print(text);
    return printf.errors().isEmpty() ? 0 : 1;
  }

  private int bracket(Process self) {
    int last = self.arguments().size() - 1;
    if (last < 0 || !self.arguments().get(last).equals("]")) {
      return self.stderr().println(flavour == Flavour.GNU ? "[: missing ']'" : "[: missing ]", 2);
    }
    return test(self, self.arguments().subList(0, last));
  }

  private int test(Process self, List<String> words) {
    try {
      return TestExpression.evaluate(self, dialect(), words) ? 0 : 1;
    } catch (TestExpression.Malformed malformed) {
      return self.stderr().println(self.name() + ": " + malformed.getMessage(), 2);
    }
  }

  private static int pwd(Process self) {
    self.stdout().println(self.directory());
    return 0;
  }

  private int printenv(Process self, Options options) {
    if (options.operands().isEmpty()) {
      self.environment().forEach((name, value) -> self.stdout().println(name + "=" + value));
      return 0;
    }
    int status = 0;
    for (String name : options.operands()) {
      Optional<String> value = Optional.ofNullable(self.environment().get(name));
      value.ifPresent(self.stdout()::println);
      status = value.isPresent() ? status : 1;
    }
    return status;
  }

  private int uname(Process self, Options options) {
    boolean all = options.has('a');
    StringBuilder line = new StringBuilder();
    String[] values = {
      "Linux", self.hostname(), RELEASE, "#1 SMP PREEMPT_DYNAMIC", "x86_64", "GNU/Linux"
    };
    for (int i = 0; i < values.length; i++) {
      char letter = "snrvmo".charAt(i);
      boolean wanted = all || options.has(letter) || i == 0 && options.given().isEmpty();
      line.append(wanted ? " " + values[i] : "");
    }
    if (!all && (options.has('p') || options.has('i'))) {
      line.append(" unknown");
    }
    self.stdout().println(line.toString().strip());
    return 0;
  }

  private int which(Process self, Options options) {
    int status = 0;
    for (String name : options.operands()) {
      Optional<String> path = self.place().tools().find(name).map(Toolset.Tool::path);
      path.ifPresent(self.stdout()::println);
      status = path.isPresent() ? status : 1;
    }
    return status;
  }
}
