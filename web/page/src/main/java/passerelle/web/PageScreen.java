package passerelle.web;

import java.util.List;
import java.util.Locale;
import passerelle.cli.lab.StyledScreen;
import passerelle.text.ScreenText;
import passerelle.text.TextLine;
import passerelle.text.Tone;

/** A terminal of the page, as what is printed there sees it. */
final class PageScreen implements StyledScreen {
  /** How much of what a line prints is looked at for a hint, in characters. */
  private static final int MOST_HEARD = 4096;

  /** Of the ends of lines that Passerelle says: the page shows those from their beginning. */
  private static final String SAID = "said";

  private final int number;
  private final ScreenText text = new ScreenText(printed -> print(printed, name(Tone.PLAIN)));
  private final StringBuilder heard = new StringBuilder();
  private int columns = 80;

  PageScreen(int number) {
    this.number = number;
  }

  void setColumns(int newColumns) {
    columns = newColumns;
  }

  /** The end of what was printed since the last line began. */
  String heard() {
    return heard.toString();
  }

  void forget() {
    heard.setLength(0);
  }

  @Override
  public boolean write(byte[] bytes) {
    text.accept(bytes);
    return true;
  }

  @Override
  public void show(List<TextLine> lines) {
    for (TextLine line : lines) {
      line.pieces().forEach(piece -> print(piece.setOff(), name(piece.tone())));
      print("\r\n", SAID);
    }
  }

  private static String name(Tone tone) {
    return tone.name().toLowerCase(Locale.ROOT);
  }

  private void print(String text, String tone) {
    heard.append(text);
    heard.delete(0, Math.max(0, heard.length() - MOST_HEARD));
    Page.print(number, text, tone);
  }

  @Override
  public boolean isTerminal() {
    return true;
  }

  @Override
  public int columns() {
    return columns;
  }
}
