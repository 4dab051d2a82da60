package passerelle.scenarios.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Takes a transcript apart, line by line. */
final class TranscriptParser {
  private static final String FRONT_MATTER = "---";
  private static final String CONTINUATION = "> ";

  /**
   * A line of the file: its number from 1, its text, and what ends it (nothing at a file's end).
   */
  private record Line(int number, String text, String end) {
    String source() {
      return text + end;
    }
  }

  private final String file;
  private final List<Line> lines = new ArrayList<>();
  private final List<Part> parts = new ArrayList<>();
  private final StringBuilder prose = new StringBuilder();
  private int next;

  /** As a shell at a terminal does, {@code > } alone asks for more of a command. */
  private boolean typed;

  TranscriptParser(String file, String text) {
    this.file = file;
    int start = 0;
    while (start < text.length()) {
      int newline = text.indexOf('\n', start);
      int stop = newline < 0 ? text.length() : newline + 1;
      int end = newline < 0 ? stop : newline;
      if (end < stop && end > start && text.charAt(end - 1) == '\r') {
        end--;
      }
      lines.add(new Line(lines.size() + 1, text.substring(start, end), text.substring(end, stop)));
      start = stop;
    }
  }

  Transcript parse() throws TranscriptException {
    FrontMatter frontMatter = frontMatter();
    typed = frontMatter.typing() != Typing.SCRIPT;
    while (next < lines.size()) {
      Line line = takeProse();
      Optional<Fence> fence = Fence.opening(line.text());
      if (fence.isPresent()) {
        readFence(fence.get(), line);
      }
    }
    endProse();
    return new Transcript(file, frontMatter, List.copyOf(parts));
  }

  private FrontMatter frontMatter() throws TranscriptException {
    if (lines.isEmpty() || !lines.get(0).text().equals(FRONT_MATTER)) {
      return FrontMatter.NONE;
    }
    takeProse();
    StringBuilder yaml = new StringBuilder();
    while (next < lines.size()) {
      Line line = takeProse();
      if (line.text().equals(FRONT_MATTER)) {
        return FrontMatterParser.parse(file, yaml.toString());
      }
      yaml.append(line.text()).append('\n');
    }
    throw TranscriptException.at(file, 1, "front-matter.open");
  }

  private void readFence(Fence fence, Line opening) throws TranscriptException {
    if (fence.console() && fence.indent() > 0) {
      throw TranscriptException.at(file, opening.number(), "fence.indented");
    }
    while (next < lines.size()) {
      Line line = lines.get(next);
      if (fence.closedBy(line.text())) {
        takeProse();
        return;
      }
      Optional<Prompt> prompt = Prompt.of(line.text());
      if (!fence.console()) {
        takeProse();
      } else if (prompt.isPresent()) {
        endProse();
        parts.add(step(prompt.get(), fence));
      } else if (line.text().isBlank()) {
        takeProse();
      } else {
        throw TranscriptException.at(file, line.number(), "fence.no-prompt", line.text().strip());
      }
    }
    throw TranscriptException.at(file, opening.number(), "fence.open", fence.marker());
  }

  private Part.Step step(Prompt prompt, Fence fence) throws TranscriptException {
    Line first = lines.get(next++);
    StringBuilder source = new StringBuilder(first.source());
    StringBuilder command = new StringBuilder(prompt.rest());
    while (typed ? next < lines.size() && isMore(lines.get(next)) : isContinued(command)) {
      Line line = next < lines.size() ? lines.get(next) : first;
      if (!line.text().startsWith(CONTINUATION.strip())) {
        throw TranscriptException.at(file, lines.get(next - 1).number(), "command.continued");
      }
      next++;
      source.append(line.source());
      String text = line.text();
      command.append('\n');
      command.append(
          text.substring(Math.min(text.length(), text.startsWith(CONTINUATION) ? 2 : 1)));
    }
    return new Part.Step(
        first.number(), prompt.place(), command.toString(), source.toString(), expectation(fence));
  }

  private static boolean isMore(Line line) {
    return line.text().equals(CONTINUATION.strip()) || line.text().startsWith(CONTINUATION);
  }

  /** A backslash continues a line unless another one before it makes it literal. */
  private static boolean isContinued(CharSequence command) {
    int backslashes = 0;
    while (backslashes < command.length()
        && command.charAt(command.length() - 1 - backslashes) == '\\') {
      backslashes++;
    }
    return backslashes % 2 == 1;
  }

  private Expectation expectation(Fence fence) {
    List<ExpectedLine> expected = new ArrayList<>();
    StringBuilder source = new StringBuilder();
    String last = "";
    while (next < lines.size()
        && !fence.closedBy(lines.get(next).text())
        && Prompt.of(lines.get(next).text()).isEmpty()) {
      Line line = lines.get(next++);
      source.append(line.source());
      last = line.text();
      expected.add(ExpectedLine.parse(last));
    }
    OptionalInt status = ExpectedLine.status(last);
    if (status.isPresent()) {
      expected.remove(expected.size() - 1);
    }
    return new Expectation(List.copyOf(expected), status.orElse(0), source.toString());
  }

  private Line takeProse() {
    Line line = lines.get(next++);
    prose.append(line.source());
    return line;
  }

  private void endProse() {
    if (prose.length() > 0) {
      parts.add(new Part.Prose(prose.toString()));
      prose.setLength(0);
    }
  }
}
