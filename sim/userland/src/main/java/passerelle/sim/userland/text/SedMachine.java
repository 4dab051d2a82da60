package passerelle.sim.userland.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import passerelle.sim.process.FileError;
import passerelle.sim.process.Process;
import passerelle.sim.shell.Regex;
import passerelle.text.Cut;

/** Runs a sed script over its input ({@code sed/execute.c}). */
final class SedMachine {
  /** Where to go on after a command. */
  private enum Next {
    COMMAND,
    CYCLE,
    RESTART,
    QUIT
  }

  private final Process self;
  private final List<SedCommand> script;
  private final boolean quiet;
  private final Iterator<Lines> inputs;
  private final Consumer<String> output;
  private final Map<SedCommand, Long> activeRanges = new HashMap<>();
  private final List<String> appended = new ArrayList<>();
  private Optional<Lines> input = Optional.empty();
  private Optional<String> ahead = Optional.empty();
  private boolean aheadTerminated = true;
  private boolean looksAhead;
  private boolean terminated = true;
  private boolean open;
  private long allocated;
  private String pattern = "";
  private String hold = "";
  private Optional<Regex> lastRegex = Optional.empty();
  private Optional<String> jump = Optional.empty();
  private long line;
  private boolean substituted;
  private boolean deleted;
  private int status;

  SedMachine(
      Process self,
      List<SedCommand> script,
      boolean quiet,
      List<Lines> inputs,
      Consumer<String> output) {
    this.self = self;
    this.script = script;
    this.quiet = quiet;
    this.inputs = inputs.iterator();
    this.output = output;
  }

  /** Has it wait for the next line before it goes about one, as BusyBox's does. */
  SedMachine lookingAhead(boolean always) {
    looksAhead = always;
    return this;
  }

  /** The exit status: of {@code q}, else 0. */
  int run() {
    Next next = Next.CYCLE;
    while (next != Next.QUIT && (next == Next.RESTART || read())) {
      next = cycle();
      boolean silent = next == Next.QUIT && jump.isPresent();
      if (next != Next.RESTART && !quiet && !silent && !deleted) {
        print(pattern);
      }
      deleted = false;
      flushAppended();
    }
    return status;
  }

  private Next cycle() {
    Next next = execute(script);
    while (next == Next.COMMAND && jump.isPresent()) {
      String label = jump.get();
      jump = Optional.empty();
      self.spend(1);
      next = label.isEmpty() ? Next.CYCLE : execute(after(label));
    }
    return next;
  }

  /** The commands after a label; none if it is not there. */
  private List<SedCommand> after(String label) {
    for (int i = 0; i < script.size(); i++) {
      if (script.get(i).name() == ':' && script.get(i).text().equals(label)) {
        return script.subList(i + 1, script.size());
      }
    }
    return List.of();
  }

  private void lookAhead() {
    while (ahead.isEmpty()) {
      if (input.isEmpty()) {
        if (!inputs.hasNext()) {
          return;
        }
        input = Optional.of(inputs.next());
      }
      ahead = input.get().next();
      if (ahead.isPresent()) {
        aheadTerminated = input.get().isTerminated();
      } else {
        input = Optional.empty();
      }
    }
  }

  /** Whether this is the last line, for which another one must be waited for. */
  private boolean isLast() {
    lookAhead();
    return ahead.isEmpty();
  }

  private boolean read() {
    if (isLast()) {
      return false;
    }
    pattern = ahead.get();
    ahead = Optional.empty();
    terminated = aheadTerminated;
    line++;
    substituted = false;
    if (looksAhead) {
      lookAhead();
    }
    return true;
  }

  private void print(String text) {
    write(terminated ? text + "\n" : text);
    open = !terminated;
  }

  /** What follows a line without an end gives it one ({@code output_missing_newline}). */
  private void write(String text) {
    output.accept(open ? "\n" + text : text);
    open = false;
  }

  private void flushAppended() {
    appended.forEach(this::write);
    appended.clear();
  }

  private Next execute(List<SedCommand> commands) {
    for (SedCommand command : commands) {
      long size = (long) pattern.length() + hold.length();
      self.allocate(size - allocated);
      allocated = size;
      self.spend(1 + size / 64);
      if (selects(command) != command.negated()) {
        Next next = execute(command);
        if (next != Next.COMMAND || jump.isPresent()) {
          return next;
        }
      }
    }
    return Next.COMMAND;
  }

  private boolean selects(SedCommand command) {
    if (command.first().isEmpty()) {
      return true;
    }
    if (command.second().isEmpty()) {
      return matches(command.first().get());
    }
    Long end = activeRanges.get(command);
    if (end == null) {
      if (!matches(command.first().get())) {
        return false;
      }
      begin(command, command.second().get());
      return true;
    }
    SedCommand.Address second = command.second().get();
    boolean numbered = end > 0;
    if (numbered && line > end) {
      activeRanges.remove(command);
      return matches(command.first().get());
    }
    if (numbered ? line == end : matches(second)) {
      activeRanges.remove(command);
    }
    return true;
  }

  /** Remembers a range that goes on: with the number of its last line, or 0 for an expression. */
  private void begin(SedCommand command, SedCommand.Address second) {
    long end = 0;
    if (second instanceof SedCommand.LineNumber number) {
      end = number.line();
    } else if (second instanceof SedCommand.Following following) {
      end = line + following.count();
    }
    boolean numbered =
        !(second instanceof SedCommand.Matching) && !(second instanceof SedCommand.LastLine);
    if (!numbered || end > line) {
      activeRanges.put(command, end);
    }
  }

  private boolean matches(SedCommand.Address address) {
    if (address instanceof SedCommand.LineNumber number) {
      return line == number.line();
    } else if (address instanceof SedCommand.LastLine) {
      return isLast();
    } else if (address instanceof SedCommand.Step step) {
      return step.step() <= 0
          ? line == step.first()
          : line >= step.first() && (line - step.first()) % step.step() == 0;
    } else if (address instanceof SedCommand.Matching matching) {
      return regex(matching.regex()).map(r -> r.matcher(self, pattern).find()).orElse(false);
    }
    return false;
  }

  private Optional<Regex> regex(Optional<Regex> given) {
    lastRegex = given.or(() -> lastRegex);
    return lastRegex;
  }

  private Next execute(SedCommand command) {
    switch (command.name()) {
      case '{' -> {
        return execute(command.block());
      }
      case 's' -> substitute(command.substitution().orElseThrow());
      case 'p' -> print(pattern);
      case 'P' -> write(firstLine() + "\n");
      case '=' -> write(line + "\n");
      case 'a' -> appended.add(command.text());
      case 'i' -> write(command.text());
      case 'y' -> transliterate(command.text());
      case 'h' -> hold = pattern;
      case 'H' -> hold = hold + "\n" + pattern;
      case 'g' -> pattern = hold;
      case 'G' -> pattern = pattern + "\n" + hold;
      case 'x' -> {
        String other = hold;
        hold = pattern;
        pattern = other;
      }
      case 'l' -> write(visible() + "$\n");
      case 'r' -> appendFile(command.text());
      case 'b' -> jump = Optional.of(command.text());
      case 't', 'T' -> {
        if (substituted == (command.name() == 't')) {
          jump = Optional.of(command.text());
        }
        substituted = false;
      }
      default -> {
        return flow(command);
      }
    }
    return Next.COMMAND;
  }

  private Next flow(SedCommand command) {
    switch (command.name()) {
      case 'd' -> {
        deleted = true;
        return Next.CYCLE;
      }
      case 'D' -> {
        deleted = true;
        if (pattern.indexOf('\n') < 0) {
          return Next.CYCLE;
        }
        pattern = pattern.substring(pattern.indexOf('\n') + 1);
        return Next.RESTART;
      }
      case 'c' -> {
        deleted = true;
        if (!activeRanges.containsKey(command) || command.negated()) {
          write(command.text());
        }
        return Next.CYCLE;
      }
      case 'n' -> {
        if (isLast()) {
          return Next.QUIT;
        }
        if (!quiet) {
          print(pattern);
        }
        flushAppended();
        read();
      }
      case 'N' -> {
        if (isLast()) {
          return Next.QUIT;
        }
        String before = pattern;
        boolean kept = substituted;
        read();
        substituted = kept;
        pattern = before + "\n" + pattern;
      }
      case 'q', 'Q' -> {
        status = command.text().isEmpty() ? 0 : Integer.parseInt(command.text()) & 0xff;
        deleted = command.name() == 'Q';
        return Next.QUIT;
      }
      default -> {}
    }
    return Next.COMMAND;
  }

  private String firstLine() {
    return Cut.first(pattern, "\n").before();
  }

  private String visible() {
    return pattern.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n");
  }

  private void appendFile(String name) {
    try {
      appended.add(self.files().readText(self.path(name)));
    } catch (FileError missing) {
      appended.add("");
    }
  }

  private void transliterate(String text) {
    int half = text.length() / 2;
    StringBuilder result = new StringBuilder();
    for (char c : pattern.toCharArray()) {
      int found = text.substring(0, half).indexOf(c);
      result.append(found < 0 ? c : text.charAt(half + found));
    }
    pattern = result.toString();
  }

  private void substitute(SedCommand.Substitution substitution) {
    Optional<Regex> regex = regex(substitution.regex());
    if (regex.isEmpty()) {
      return;
    }
    Optional<String> replaced = Replacement.apply(self, regex.get(), pattern, substitution);
    if (replaced.isPresent()) {
      pattern = replaced.get();
      substituted = true;
      if (substitution.print()) {
        print(pattern);
      }
    }
  }
}
