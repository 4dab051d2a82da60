package passerelle.scenarios.format;

import java.util.List;

/**
 * What a command should answer.
 *
 * @param lines the expected output
 * @param status the expected exit status, 0 to 255
 * @param source both as they stand in the file
 */
public record Expectation(List<ExpectedLine> lines, int status, String source) {
  /**
   * An expectation written anew.
   *
   * @param lineEnd what ends its lines in the file
   */
  public static Expectation of(List<ExpectedLine> lines, int status, String lineEnd) {
    StringBuilder source = new StringBuilder();
    lines.forEach(line -> source.append(line.source()).append(lineEnd));
    if (status != 0) {
      source.append('[').append(status).append(']').append(lineEnd);
    }
    return new Expectation(List.copyOf(lines), status, source.toString());
  }

  /** Exactly this output. */
  public static Expectation of(Output output, String lineEnd) {
    return of(
        output.lines().stream().map(ExpectedLine::literal).toList(), output.status(), lineEnd);
  }
}
