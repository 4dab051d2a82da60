package passerelle.text;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Folds lines that are wider than the terminal, at the space between two words. No-break spaces do
 * not break, and no word does. A rule or a command stays whole where a line of its own holds it;
 * one that is longer is broken before an option, and a command then ends in a backslash, so that it
 * can be pasted. What follows a fold is indented to where its column began.
 */
public final class Fold {
  /** The columns that are taken for granted where no terminal says: those of a projector. */
  public static final int COLUMNS = 80;

  /** Where a rule or command begins that needs a line of its own, if there is room for that. */
  private static final int SOLID_INDENT = 4;

  private static final int SMALL_INDENT = 2;

  /** Columns that are left for text behind the indentation, at the least, if there are as many. */
  private static final int LEAST = 24;

  private final int width;
  private final int hang;
  private final int apart;
  private final List<TextLine> lines = new ArrayList<>();
  private TextLine line = TextLine.EMPTY;
  private int column;

  private Fold(int width, int hang, int apart) {
    this.width = width;
    this.hang = hang;
    this.apart = apart;
  }

  /**
   * A line as so many lines as it needs.
   *
   * @param width columns of the terminal
   */
  public static List<TextLine> of(TextLine line, int width) {
    if (line.columns() <= width) {
      return List.of(line);
    }
    Shape shape = Shape.of(line.text(), width);
    int furthest = Math.max(width / 2, width - LEAST);
    int hang = Math.min(line.hang().orElse(shape.hang()), furthest);
    List<Word> words = Word.of(line, shape.isList() && line.hang().isEmpty());
    boolean tooLong = words.stream().anyMatch(word -> hang + word.columns() > width);
    int apart = line.hang().isEmpty() ? shape.apart() : 0;
    return new Fold(width, hang, apart).fold(tooLong ? Word.of(line, false) : words);
  }

  /** The same for a line of ordinary text. */
  public static List<String> of(String text, int width) {
    return of(TextLine.of(text), width).stream().map(TextLine::text).toList();
  }

  private List<TextLine> fold(List<Word> words) {
    words.forEach(this::add);
    end();
    return lines;
  }

  private void add(Word word) {
    int columns = word.columns();
    boolean apart = this.apart > 0 && column + word.gap() == this.apart && lines.isEmpty();
    boolean fits = !apart && column + word.gap() + columns <= width;
    boolean first = column == 0 && lines.isEmpty();
    if (fits || first && !word.isSolid()) {
      append(" ".repeat(word.gap()), word);
    } else if (!word.isSolid() || hang + columns <= width) {
      startAt(Math.min(hang, Math.max(SMALL_INDENT, width - columns)));
      append("", word);
    } else {
      ownLines(word);
    }
  }

  /** A rule or command on a line of its own, or on several. */
  private void ownLines(Word word) {
    boolean fitsCloser = word.columns() > width - SOLID_INDENT;
    fitsCloser &= word.columns() <= width - SMALL_INDENT;
    int indent = Math.min(hang, fitsCloser ? SMALL_INDENT : SOLID_INDENT);
    if (column + word.gap() > hang) {
      startAt(indent);
    } else {
      indent = Math.min(hang, SOLID_INDENT);
      line = line.plus(" ".repeat(word.gap()));
      column += word.gap();
    }
    String mark = word.isCommand() ? " \\" : "";
    String rest = word.text();
    int at = 0;
    while (Columns.of(rest) > width - column && at >= 0) {
      at = Solid.breakOf(rest, width - column - mark.length());
      if (at >= 0) {
        line = line.plus(word.tone(), rest.substring(0, at) + mark);
        rest = rest.substring(at + 1);
        startAt(indent + SOLID_INDENT);
      }
    }
    line = line.plus(word.tone(), rest);
    column += Columns.of(rest);
  }

  private void append(String gap, Word word) {
    Tone tone = word.pieces().get(0).tone();
    line = line.plus(line.endsIn(tone) && !tone.isSolid() ? tone : Tone.PLAIN, gap);
    for (TextLine.Piece piece : word.pieces()) {
      line = line.plus(piece.tone(), piece.text());
    }
    column += gap.length() + word.columns();
  }

  private void startAt(int indent) {
    end();
    line = TextLine.of(" ".repeat(indent));
    column = indent;
  }

  private void end() {
    lines.add(line);
    line = TextLine.EMPTY;
  }

  /**
   * What is not broken.
   *
   * @param gap spaces before it
   */
  private record Word(int gap, List<TextLine.Piece> pieces) {
    /**
     * The words of a line, a rule or command being one.
     *
     * @param list whether single spaces are parts of words
     */
    static List<Word> of(TextLine line, boolean list) {
      List<Word> words = new ArrayList<>();
      List<TextLine.Piece> pieces = new ArrayList<>();
      int gap = 0;
      for (TextLine.Piece piece : line.pieces()) {
        String text = piece.text();
        int i = 0;
        while (i < text.length()) {
          int to = end(piece, i, list);
          if (to > i) {
            pieces.add(new TextLine.Piece(text.substring(i, to), piece.tone()));
            i = to;
          } else {
            if (!pieces.isEmpty()) {
              words.add(new Word(gap, List.copyOf(pieces)));
              pieces.clear();
              gap = 0;
            }
            gap++;
            i++;
          }
        }
      }
      if (!pieces.isEmpty()) {
        words.add(new Word(gap, List.copyOf(pieces)));
      }
      return words;
    }

    /** Where the part of a word ends that begins at an index; there, where none does. */
    private static int end(TextLine.Piece piece, int from, boolean list) {
      String text = piece.text();
      if (piece.tone().isSolid()) {
        return text.length();
      }
      int to = from;
      while (to < text.length()
          && (text.charAt(to) != ' '
              || list && to > from && to + 1 < text.length() && text.charAt(to + 1) != ' ')) {
        to++;
      }
      return to;
    }

    String text() {
      return new TextLine(pieces, OptionalInt.empty()).text();
    }

    int columns() {
      return Columns.of(text());
    }

    Tone tone() {
      return pieces.stream()
          .map(TextLine.Piece::tone)
          .filter(Tone::isSolid)
          .findFirst()
          .orElse(Tone.PLAIN);
    }

    boolean isSolid() {
      return tone().isSolid();
    }

    boolean isCommand() {
      return tone() == Tone.COMMAND;
    }
  }
}
