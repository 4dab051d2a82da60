package passerelle.picture;

import java.util.Optional;
import passerelle.text.Language;
import passerelle.text.Resources;

/** What stands around the shapes of each picture: its size, its words and its style. */
final class SvgFrame {
  private SvgFrame() {}

  /**
   * A whole picture.
   *
   * @param title what it is called
   * @param words what it shows, for who does not see it
   * @param style its rules; empty where whoever shows it has them
   * @param body its shapes
   */
  static String of(
      int width,
      int height,
      Language language,
      String title,
      String words,
      String style,
      String body) {
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"lab-picture\" viewBox=\"0 0 "
        + width
        + " "
        + height
        + "\" role=\"img\" aria-labelledby=\"lab-title lab-text\" lang=\""
        + language.code()
        + "\">\n<title id=\"lab-title\">"
        + SvgOut.escape(title)
        + "</title>\n<desc id=\"lab-text\">"
        + SvgOut.escape(words)
        + "</desc>\n"
        + (style.isEmpty() ? "" : "<style>\n" + style + "</style>\n")
        + "<rect class=\"paper\" width=\"100%\" height=\"100%\"/>\n"
        + body
        + "</svg>\n";
  }

  /**
   * The rules of a picture that is a file.
   *
   * @param theme empty for what the reader's screen or printer asks for
   */
  static String style(Optional<Theme> theme) {
    return Theme.css(theme) + "\n" + STYLE;
  }

  /** The rules of pictures in a page. */
  static String pageStyle() {
    return Theme.pageCss() + "\n" + STYLE;
  }

  private static final String STYLE = Resources.text(SvgFrame.class, "picture.css") + hues();

  private static String hues() {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i <= Hues.COUNT; i++) {
      out.append(
          ".lab-picture .h" + i + "{--hue:var(--hue" + i + ");--tint:var(--tint" + i + ")}\n");
    }
    return out.toString();
  }
}
