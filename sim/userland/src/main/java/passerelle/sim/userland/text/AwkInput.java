package passerelle.sim.userland.text;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import passerelle.sim.process.FileError;
import passerelle.sim.process.Process;
import passerelle.text.ByteText;

/** The records of an awk program: of its files one after the other, or of standard input. */
final class AwkInput {
  private final Process self;
  private final ArrayDeque<String> operands;
  private final Function<String, String> unreadable;
  private final Map<String, Lines> others = new LinkedHashMap<>();
  private Optional<Lines> current = Optional.empty();
  private boolean started;
  private boolean failed;

  /**
   * The input.
   *
   * @param unreadable words the error of a file that cannot be read: {@code %s} and {@code %e}
   */
  AwkInput(Process self, List<String> operands, Function<String, String> unreadable) {
    this.self = self;
    this.operands = new ArrayDeque<>(operands);
    this.unreadable = unreadable;
  }

  /** Whether a file could not be read. */
  boolean hasFailed() {
    return failed;
  }

  /** Makes the next record the current line. */
  boolean next(AwkState state) {
    Optional<String> record = read(state);
    record.ifPresent(state::setLine);
    return record.isPresent();
  }

  /** The next record, counted. */
  Optional<String> read(AwkState state) {
    while (current.isPresent() || open(state)) {
      Optional<String> record = record(current.get(), state.text("RS"));
      if (record.isPresent()) {
        state.set("NR", AwkValue.of(state.get("NR").number() + 1));
        state.set("FNR", AwkValue.of(state.get("FNR").number() + 1));
        return record;
      }
      current = Optional.empty();
    }
    return Optional.empty();
  }

  /** A line of another file; empty at its end, an error if it cannot be read. */
  Optional<String> readOther(String name, AwkState state) throws FileError {
    if (!others.containsKey(name)) {
      others.put(name, Lines.of(self, name));
    }
    return record(others.get(name), state.text("RS"));
  }

  private boolean open(AwkState state) {
    while (!operands.isEmpty()) {
      String operand = operands.poll();
      if (operand.matches("[A-Za-z_][A-Za-z0-9_]*=.*")) {
        String[] parts = operand.split("=", 2);
        state.set(parts[0], AwkValue.ofInput(parts[1]));
        continue;
      }
      started = true;
      try {
        current = Optional.of(lines(operand));
        state.set("FILENAME", AwkValue.of(operand));
        state.set("FNR", AwkValue.of(0));
        return true;
      } catch (FileError error) {
        String text = unreadable.apply(operand).replace("%e", error.getMessage());
        self.stderr().println(text);
        failed = true;
      }
    }
    if (started) {
      return false;
    }
    started = true;
    current = Optional.of(Lines.ofInput(self));
    return true;
  }

  private Lines lines(String operand) throws FileError {
    byte[] bytes = Lines.bytes(self, operand);
    return Lines.ofText(self, ByteText.decode(bytes));
  }

  private static Optional<String> record(Lines lines, String separator) {
    if (separator.equals("\n")) {
      return lines.next();
    }
    return separator.isEmpty() ? paragraph(lines) : lines.until(separator.charAt(0));
  }

  private static Optional<String> paragraph(Lines lines) {
    Optional<String> line = lines.next();
    while (line.isPresent() && line.get().isEmpty()) {
      line = lines.next();
    }
    if (line.isEmpty()) {
      return line;
    }
    StringBuilder whole = new StringBuilder();
    while (line.isPresent() && !line.get().isEmpty()) {
      whole.append(whole.length() > 0 ? "\n" : "").append(line.get());
      line = lines.next();
    }
    return Optional.of(whole.toString());
  }
}
