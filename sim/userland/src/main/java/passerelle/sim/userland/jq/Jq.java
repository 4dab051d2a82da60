package passerelle.sim.userland.jq;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.lab.LabDate;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.FileError;
import passerelle.sim.process.Process;
import passerelle.sim.tty.Tty;
import passerelle.text.ByteText;

/** The command {@code jq}, version 1.7.1. */
public final class Jq implements BlockingProgram {
  private static final int USAGE = 2;
  private static final int UNCOMPILED = 3;
  private static final int NO_OUTPUT = 4;
  private static final int FAILED = 5;
  private static final String SHORT =
      """
      Usage:\tjq [OPTIONS] FILTER [FILES...]
      \tjq [OPTIONS] -f FILE [FILES...]
      \tjq [OPTIONS] --args FILTER [ARGUMENTS...]
      \tjq [OPTIONS] --jsonargs FILTER [JSON_VALUES...]
      """;

  @Override
  public int run(Process self) {
    self.stdout().useStdioBuffer();
    try {
      JqOptions options = JqOptions.parse(self.arguments());
      if (options.has('h')) {
        self.stdout().print(SHORT);
        return 0;
      } else if (options.has('V')) {
        self.stdout().println("jq-1.7.1");
        return 0;
      }
      boolean alone = options.program.isEmpty() && options.programFile.isEmpty();
      if (alone && self.stdout().isTerminal() && self.stdin().isTerminal()) {
        return self.stderr().print(SHORT, USAGE);
      }
      return new Run(self, options).run();
    } catch (JqOptions.Wrong wrong) {
      return self.stderr().print(wrong.getMessage(), USAGE);
    }
  }

  /** One run. */
  private static final class Run {
    private final Process self;
    private final JqOptions options;
    private final JqPrinter printer;
    private Optional<Json> last = Optional.empty();
    private int status;

    Run(Process self, JqOptions options) {
      this.self = self;
      this.options = options;
      String indent = options.has('t') ? "\t" : " ".repeat(options.indent);
      boolean coloured =
          options.has('C')
              || !options.has('M')
                  && Tty.of(self.stdout().sink()).filter(t -> !t.holder().isAbsent()).isPresent();
      printer =
          new JqPrinter(
              options.has('c') ? "" : indent, coloured, options.has('S'), options.has('a'));
    }

    int run() {
      String source;
      JqProgram program;
      try {
        source =
            options.programFile.isPresent()
                ? read(options.programFile.get())
                : options.program.orElse(".");
      } catch (FileError missing) {
        return self.stderr()
            .println(
                "jq: error: Could not open %s: %s"
                    .formatted(options.programFile.get(), missing.getMessage()),
                USAGE);
      }
      try {
        program = JqProgram.compile(source, variables());
      } catch (JqSyntaxError error) {
        return self.stderr().print(explained(source, error), UNCOMPILED);
      }
      if (options.has('n')) {
        apply(program, Json.NULL, "<unknown>");
      } else {
        inputs(program);
      }
      if (status == 0 && options.has('e')) {
        return last.isEmpty() ? NO_OUTPUT : last.get().isTrue() ? 0 : 1;
      }
      return status;
    }

    private Map<String, Json> variables() {
      Map<String, Json> variables = new LinkedHashMap<>(options.variables);
      Map<String, Json> environment = new LinkedHashMap<>();
      self.environment().forEach((name, value) -> environment.put(name, Json.of(value)));
      variables.put("ENV", Json.of(environment));
      variables.put("__now", Json.of(LabDate.at(self.now()).toEpochMilli() / 1000.0));
      return variables;
    }

    /** Where in the program the error is: that line, and blanks up to the place. */
    private static String explained(String source, JqSyntaxError error) {
      int at = Math.min(error.position(), source.length());
      int start = source.lastIndexOf('\n', at - 1) + 1;
      int end = source.indexOf('\n', start);
      long line = source.substring(0, start).lines().count() + 1;
      String text = source.substring(start, end < 0 ? source.length() : end);
      return "jq: error: %s at <top-level>, line %s:\n%s%s\njq: 1 compile error\n"
          .formatted(error.getMessage(), line, text, " ".repeat(Math.max(0, at - start)));
    }

    private String read(String file) throws FileError {
      return self.files().readText(self.path(file));
    }

    private void inputs(JqProgram program) {
      List<Json> all = new ArrayList<>();
      StringBuilder raw = new StringBuilder();
      List<String> names = options.files.isEmpty() ? List.of("<stdin>") : options.files;
      String place = "";
      boolean whole = true;
      for (String name : names) {
        try {
          String text =
              options.files.isEmpty() ? ByteText.decode(self.stdin().readAll()) : read(name);
          place = name + ":" + text.chars().filter(c -> c == '\n').count();
          if (options.has('R')) {
            raw.append(text);
          } else {
            whole &= values(program, name, text, all);
          }
        } catch (FileError missing) {
          self.stderr()
              .println("jq: error: Could not open file " + name + ": " + missing.getMessage());
          status = USAGE;
        }
      }
      if (options.has('R')) {
        lines(program, raw.toString(), place);
      } else if (options.has('s') && whole) {
        apply(program, Json.of(all), place);
      }
    }

    private void lines(JqProgram program, String text, String place) {
      if (options.has('s')) {
        apply(program, Json.of(text), place);
      } else {
        text.lines().forEach(line -> apply(program, Json.of(line), place));
      }
    }

    private boolean values(JqProgram program, String name, String text, List<Json> all) {
      JsonReader reader = new JsonReader(text);
      try {
        for (Optional<Json> value = reader.next(); value.isPresent(); value = reader.next()) {
          self.allocate(1);
          if (options.has('s')) {
            all.add(value.get());
          } else {
            apply(program, value.get(), name + ":" + reader.lines());
          }
        }
        return true;
      } catch (JsonReader.Malformed wrong) {
        self.stdout().flush();
        self.stderr().println("jq: parse error: " + wrong.getMessage() + reader.place());
        status = FAILED;
        return false;
      }
    }

    private void apply(JqProgram program, Json in, String place) {
      try {
        program.run(in, () -> self.spend(1), this::print);
      } catch (JqError error) {
        self.stdout().flush();
        boolean text = error.value() instanceof Json.Str;
        String kind = text ? "" : " (not a string)";
        self.stderr().println("jq: error (at " + place + ")" + kind + ": " + error.getMessage());
        status = FAILED;
      }
    }

    private void print(Json value) {
      last = Optional.of(value);
      boolean raw = options.has('r') || options.has('j');
      String text = raw && value instanceof Json.Str string ? string.value() : printer.print(value);
      self.stdout().print(text + (options.has('j') ? "" : "\n"));
    }
  }
}
