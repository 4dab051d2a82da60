package passerelle.sim.userland.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.sim.process.FileError;
import passerelle.sim.process.Process;
import passerelle.sim.process.Toolset;
import passerelle.sim.userland.tool.ToolFailure;

/** {@code sed}. */
record Sed(Flavour flavour) {
  private static final String WORDS =
      "quiet=n silent=n expression=e regexp-extended=E in-place=i file=f separate=s unbuffered=u"
          + " null-data=! debug=! sandbox=! follow-symlinks=! posix=! line-length=!";
  private static final String GNU_USAGE =
      "Usage: sed [OPTION]... {script-only-if-no-other-script} [input-file]...\n";

  void addTo(Toolset.Builder tools, String bin) {
    tools.add(
        bin,
        new TextTool(
            flavour,
            flavour == Flavour.GNU ? "ne:Eri::f:su!lz" : "ne:Eri::f:",
            WORDS,
            1,
            this::run),
        "sed");
  }

  private int run(Process self, Options options) throws ToolFailure {
    List<String> files = new ArrayList<>(options.operands());
    List<String> parts = new ArrayList<>(options.values('e'));
    for (String file : options.values('f')) {
      try {
        parts.add(self.files().readText(self.path(file)));
      } catch (FileError error) {
        throw new ToolFailure(
            1, "sed: couldn't open file " + file + ": " + error.getMessage() + "\n");
      }
    }
    if (parts.isEmpty()) {
      if (files.isEmpty()) {
        throw flavour == Flavour.GNU
            ? new ToolFailure(1, GNU_USAGE)
            : new ToolFailure(1, TextTool.usage(flavour, "sed", "", 1).getMessage());
      }
      parts.add(files.remove(0));
    }
    boolean extended = options.has('E') || options.has('r');
    List<SedCommand> script = new SedParser(flavour, String.join("\n", parts), extended).parse();
    String wording = flavour == Flavour.GNU ? "can't read %s: %e" : "%s: %e";
    boolean quiet = options.has('n');
    if (options.has('i')) {
      return inPlace(self, script, quiet, files, wording, options.value('i').orElse(""));
    }
    if (!options.has('u')) {
      self.stdout().useStdioBuffer();
    }
    List<Lines> inputs = new ArrayList<>();
    int failed = Complaining.each(self, files, wording, file -> inputs.add(Lines.of(self, file)));
    int status = 0;
    if (options.has('s')) {
      for (Lines one : inputs) {
        status = machine(self, script, quiet, List.of(one)).run();
      }
    } else {
      status = machine(self, script, quiet, inputs).run();
    }
    return status != 0 ? status : failed == 0 ? 0 : flavour == Flavour.GNU ? 2 : 1;
  }

  private SedMachine machine(
      Process self, List<SedCommand> script, boolean quiet, List<Lines> inputs) {
    return new SedMachine(self, script, quiet, inputs, self.stdout()::print)
        .lookingAhead(flavour == Flavour.BUSYBOX);
  }

  private static int inPlace(
      Process self,
      List<SedCommand> script,
      boolean quiet,
      List<String> files,
      String wording,
      String suffix) {
    return Complaining.each(
        self,
        files,
        wording,
        file -> {
          StringBuilder out = new StringBuilder();
          Optional<Lines> lines = Optional.of(Lines.of(self, file));
          new SedMachine(self, script, quiet, List.of(lines.get()), out::append).run();
          if (!suffix.isEmpty()) {
            String kept = suffix.contains("*") ? suffix.replace("*", file) : file + suffix;
            byte[] before = Lines.bytes(self, file);
            self.files().write(self.path(kept), before);
          }
          self.files().writeText(self.path(file), out.toString());
        });
  }
}
