package passerelle.text;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A line of what Passerelle says, in pieces of one tone each.
 *
 * @param pieces from left to right
 * @param hang column at which the line goes on when it is folded; empty to go by how it looks
 */
public record TextLine(List<Piece> pieces, OptionalInt hang) {
  /** A line with nothing on it. */
  public static final TextLine EMPTY = new TextLine(List.of(), OptionalInt.empty());

  private static final Pattern CODE = Pattern.compile("`[^`]+`");

  /**
   * A part of a line.
   *
   * @param text without line breaks
   * @param tone what it is
   */
  public record Piece(String text, Tone tone) {
    /** The text for a screen that sets its tone off. */
    public String setOff() {
      return tone == Tone.CODE ? text.replace("`", "") : text;
    }
  }

  public TextLine {
    pieces = List.copyOf(pieces);
  }

  /** A line of ordinary text. */
  public static TextLine of(String text) {
    return of(Tone.PLAIN, text);
  }

  /** A line of one tone. */
  public static TextLine of(Tone tone, String text) {
    return EMPTY.plus(tone, text);
  }

  /** A paragraph of prose, which goes on below its own beginning. */
  public static TextLine paragraph(String text) {
    return of(text).hanging(Shape.margin(text));
  }

  /** The same where what stands between backticks is code, as in Markdown. */
  public static TextLine markdown(String text) {
    TextLine line = EMPTY;
    int plain = 0;
    Matcher code = CODE.matcher(text);
    while (code.find()) {
      line = line.plus(text.substring(plain, code.start())).plus(Tone.CODE, code.group());
      plain = code.end();
    }
    return line.plus(text.substring(plain)).hanging(Shape.margin(text));
  }

  /** The line with more behind it. */
  public TextLine plus(Tone tone, String text) {
    if (text.isEmpty()) {
      return this;
    }
    List<Piece> more = new ArrayList<>(pieces);
    String before = endsIn(tone) ? more.remove(more.size() - 1).text() : "";
    more.add(new Piece(before + text, tone));
    return new TextLine(more, hang);
  }

  /** Whether the last piece has a tone. */
  boolean endsIn(Tone tone) {
    return !pieces.isEmpty() && pieces.get(pieces.size() - 1).tone() == tone;
  }

  /** The line with another line behind it. */
  public TextLine plus(TextLine other) {
    List<Piece> more = new ArrayList<>(pieces);
    more.addAll(other.pieces);
    return new TextLine(more, hang);
  }

  /** The line with more ordinary text behind it. */
  public TextLine plus(String text) {
    return plus(Tone.PLAIN, text);
  }

  /** The same line with the first occurrence of a part in another tone, where it has that part. */
  public TextLine marking(Tone tone, String part) {
    List<Piece> marked = new ArrayList<>();
    boolean found = part.isEmpty();
    for (Piece piece : pieces) {
      int at = found ? -1 : piece.text().indexOf(part);
      if (at < 0) {
        marked.add(piece);
        continue;
      }
      found = true;
      String before = piece.text().substring(0, at);
      String after = piece.text().substring(at + part.length());
      TextLine parts = EMPTY.plus(piece.tone(), before).plus(tone, part).plus(piece.tone(), after);
      marked.addAll(parts.pieces());
    }
    return new TextLine(marked, hang);
  }

  /** The same line, to be continued at that column when it is folded. */
  public TextLine hanging(int column) {
    return new TextLine(pieces, OptionalInt.of(column));
  }

  /** Its text without the tones. */
  public String text() {
    return pieces.stream().map(Piece::text).collect(Collectors.joining());
  }

  /** Columns of a terminal that it takes. */
  public int columns() {
    return Columns.of(text());
  }
}
