package passerelle.sim.userland.text;

import java.util.ArrayList;
import java.util.List;
import passerelle.sim.process.FileError;
import passerelle.sim.process.Process;
import passerelle.sim.process.Toolset;
import passerelle.sim.shell.Escapes;
import passerelle.sim.userland.tool.ToolFailure;

/** {@code awk}: mawk on Debian, BusyBox's own elsewhere. User functions are not modelled. */
record Awk(Flavour flavour) {
  void addTo(Toolset.Builder tools, String bin) {
    TextTool awk = new TextTool(flavour, "+F:v:f:!W:", "", 2, this::run);
    tools.add(bin, awk, "awk");
    if (flavour == Flavour.GNU) {
      tools.add(bin, awk, "mawk");
    }
  }

  private String cannotOpen(String name, String file) {
    return flavour == Flavour.GNU
        ? name + ": cannot open \"" + file + "\" (%e)"
        : name + ": " + file + ": %e";
  }

  private int run(Process self, Options options) throws ToolFailure {
    List<String> operands = new ArrayList<>(options.operands());
    String program = program(self, options, operands);
    AwkState state = new AwkState(self);
    options.value('F').ifPresent(fs -> state.set("FS", separator(fs)));
    for (String assignment : options.values('v')) {
      int equals = assignment.indexOf('=');
      if (equals <= 0) {
        throw new ToolFailure(2, self.name() + ": improper assignment: -v " + assignment + "\n");
      }
      String value = Escapes.interpret(assignment.substring(equals + 1), false).text();
      state.set(assignment.substring(0, equals), AwkValue.ofInput(value));
    }
    self.stdout().useStdioBuffer();
    AwkInput input = new AwkInput(self, operands, file -> cannotOpen(self.name(), file));
    try {
      List<AwkTree.Rule> rules = new AwkParser(program).parse();
      int status = new AwkMachine(self, flavour, rules, state, input).run();
      return input.hasFailed() ? 2 : status;
    } catch (AwkError error) {
      String at = flavour == Flavour.GNU ? ": line " : ": cmd. line:";
      String what = flavour == Flavour.GNU ? " " + error.getMessage() : " Unexpected token";
      boolean own = error.getMessage().startsWith("Passerelle");
      self.stderr()
          .println(self.name() + at + error.line() + ":" + (own ? " " + error.getMessage() : what));
      return flavour == Flavour.GNU ? 2 : 1;
    } catch (AwkMachine.Failure failure) {
      String where = flavour == Flavour.GNU ? ": " : ": cmd. line:1: ";
      self.stderr().println(self.name() + where + failure.getMessage());
      return flavour == Flavour.GNU ? 2 : 1;
    }
  }

  private static AwkValue separator(String given) {
    return AwkValue.of(given.equals("t") ? "\t" : Escapes.interpret(given, false).text());
  }

  private String program(Process self, Options options, List<String> operands) throws ToolFailure {
    StringBuilder program = new StringBuilder();
    for (String file : options.values('f')) {
      try {
        String path = self.path(file);
        program.append(self.files().readText(path)).append('\n');
      } catch (FileError error) {
        String text = cannotOpen(self.name(), file).replace("%e", error.getMessage());
        throw new ToolFailure(2, text + "\n");
      }
    }
    if (options.values('f').isEmpty()) {
      if (operands.isEmpty()) {
        throw flavour == Flavour.GNU
            ? new ToolFailure(2, "Usage: mawk [Options] [Program] [file ...]\n")
            : new ToolFailure(1, TextTool.usage(flavour, "awk", "", 1).getMessage());
      }
      program.append(operands.remove(0));
    }
    return program.toString();
  }
}
