package passerelle.cli.play;

import java.util.ArrayList;
import java.util.List;
import passerelle.lessons.Paragraphs;

/** A piece that is being read. */
final class PieceBuilder {
  private static final String FENCE = "```";

  private final List<Beat> beats = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private int chapters;

  /** A chapter begins; one that is empty so far gets this title instead. */
  void chapter(String title) {
    flush();
    boolean untold =
        !beats.isEmpty()
            && beats.get(beats.size() - 1) instanceof Beat.Heading last
            && last.title().isEmpty();
    if (untold) {
      beats.remove(beats.size() - 1);
      chapters--;
    }
    chapters++;
    beats.add(new Beat.Heading(chapters, title.replace("`", "")));
  }

  /** A line of text, Markdown. */
  void line(String line) {
    text.append(line).append('\n');
  }

  /** Text, Markdown; the content of its fences is shown as it is. */
  void text(String markdown) {
    boolean fence = false;
    for (String line : markdown.split("\n", -1)) {
      if (line.startsWith(FENCE)) {
        fence = !fence;
      } else {
        line(fence ? "    " + line : line.stripTrailing());
      }
    }
  }

  void add(Beat beat) {
    flush();
    if (beats.isEmpty()) {
      chapter("");
    }
    beats.add(beat);
  }

  private void flush() {
    String markdown = text.toString().strip();
    boolean indented = text.toString().startsWith("    ");
    text.setLength(0);
    if (!markdown.isEmpty()) {
      add(new Beat.Text(Paragraphs.of(indented ? "    " + markdown : markdown)));
    }
  }

  Piece piece() {
    flush();
    return new Piece(beats);
  }
}
