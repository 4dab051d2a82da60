package passerelle.sim.userland.text;

import java.util.ArrayDeque;
import java.util.Optional;
import passerelle.sim.process.Process;
import passerelle.sim.userland.tool.ToolFailure;

/** What {@code grep} prints of one file after the other, context lines included. */
final class GrepOutput {
  private record Line(long number, String text) {}

  private final Process self;
  private final Options options;
  private final boolean names;
  private final int before;
  private final int after;
  private final ArrayDeque<Line> waiting = new ArrayDeque<>();
  private String file = "";
  private long number;
  private long trailing;
  private boolean printed;
  private boolean gap;

  GrepOutput(Process self, Options options, boolean names) throws ToolFailure {
    this.self = self;
    this.options = options;
    this.names = names;
    before = length(options.value('B').or(() -> options.value('C')));
    after = length(options.value('A').or(() -> options.value('C')));
  }

  private int length(Optional<String> text) throws ToolFailure {
    if (text.isPresent() && !text.get().matches("\\d{1,9}")) {
      throw new ToolFailure(
          2, self.name() + ": " + text.get() + ": invalid context length argument\n");
    }
    return text.map(Integer::parseInt).orElse(0);
  }

  /** Only counts or names are printed. */
  boolean isSummary() {
    return options.has('c') || options.has('l') || options.has('L') || options.has('q');
  }

  boolean hasTrailingContext() {
    return trailing > 0;
  }

  void begin(String name) {
    file = name;
    number = 0;
    trailing = 0;
    waiting.clear();
    gap = printed;
  }

  void context(String text) {
    number++;
    if (isSummary() || options.has('o')) {
      return;
    }
    if (trailing > 0) {
      trailing--;
      print(new Line(number, text), '-');
    } else if (before > 0) {
      waiting.add(new Line(number, text));
      if (waiting.size() > before) {
        waiting.poll();
        gap = printed;
      }
    } else {
      gap = printed;
    }
  }

  void selected(String text) {
    number++;
    if (isSummary()) {
      return;
    }
    if (gap && before + after > 0) {
      self.stdout().println("--");
    }
    gap = false;
    waiting.forEach(line -> print(line, '-'));
    waiting.clear();
    print(new Line(number, text), ':');
    trailing = after;
  }

  /** A line of which only the matching parts are printed. */
  void newLine() {
    number++;
  }

  void part(String text) {
    print(new Line(number, text), ':');
  }

  private void print(Line line, char mark) {
    printed = true;
    String name = names ? file + mark : "";
    String at = options.has('n') ? "" + line.number() + mark : "";
    self.stdout().println(name + at + line.text());
  }

  /** The summary of a file that had {@code count} selected lines. */
  void end(long count) {
    if (options.has('q')) {
      return;
    }
    if (options.has('l') || options.has('L')) {
      if (count > 0 == options.has('l')) {
        self.stdout().println(file);
      }
    } else if (options.has('c')) {
      self.stdout().println((names ? file + ":" : "") + count);
    }
  }
}
