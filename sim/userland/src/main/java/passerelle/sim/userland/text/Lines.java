package passerelle.sim.userland.text;

import java.util.Optional;
import java.util.function.Supplier;
import passerelle.sim.process.FileError;
import passerelle.sim.process.Process;
import passerelle.text.ByteText;

/** Lines of a file or of standard input, read one by one as they come. */
final class Lines {
  private final Process self;
  private final Supplier<Optional<String>> source;
  private final StringBuilder rest = new StringBuilder();
  private boolean terminated = true;

  private Lines(Process self, Supplier<Optional<String>> source) {
    this.self = self;
    this.source = source;
  }

  /** The lines of standard input. */
  static Lines ofInput(Process self) {
    return new Lines(self, self.stdin()::readLine);
  }

  /** The lines of a text. */
  static Lines ofText(Process self, String text) {
    int[] at = {0};
    return new Lines(
        self,
        () -> {
          if (at[0] >= text.length()) {
            return Optional.empty();
          }
          int newline = text.indexOf('\n', at[0]);
          int end = newline < 0 ? text.length() : newline + 1;
          String line = text.substring(at[0], end);
          at[0] = end;
          return Optional.of(line);
        });
  }

  /** The lines of a file; {@code -} is standard input. */
  static Lines of(Process self, String operand) throws FileError {
    if (operand.equals("-")) {
      return ofInput(self);
    }
    return ofText(self, ByteText.decode(bytes(self, operand)));
  }

  /** All bytes of a file; {@code -} is standard input. */
  static byte[] bytes(Process self, String operand) throws FileError {
    boolean input = operand.matches("-|/dev/stdin|/(dev|proc/self)/fd/0");
    return input ? self.stdin().readAll() : self.files().read(self.path(operand));
  }

  /** The next line without its newline. */
  Optional<String> next() {
    Optional<String> line = source.get();
    if (line.isEmpty()) {
      return line;
    }
    String text = line.get();
    self.spend(1 + text.length() / 16);
    terminated = text.endsWith("\n");
    return Optional.of(terminated ? text.substring(0, text.length() - 1) : text);
  }

  /** The text up to a separator, which may lie within a line; a newline at the very end is lost. */
  Optional<String> until(char separator) {
    int found = rest.indexOf(String.valueOf(separator));
    Optional<String> line = found < 0 ? source.get() : Optional.empty();
    while (found < 0 && line.isPresent()) {
      self.spend(1);
      rest.append(line.get());
      found = rest.indexOf(String.valueOf(separator));
      line = found < 0 ? source.get() : line;
    }
    if (found < 0 && rest.length() == 0) {
      return Optional.empty();
    }
    String text = found < 0 ? rest.toString() : rest.substring(0, found);
    rest.delete(0, found < 0 ? rest.length() : found + 1);
    return Optional.of(
        found < 0 && text.endsWith("\n") ? text.substring(0, text.length() - 1) : text);
  }

  /** Whether the line read last ended with a newline. */
  boolean isTerminated() {
    return terminated;
  }
}
