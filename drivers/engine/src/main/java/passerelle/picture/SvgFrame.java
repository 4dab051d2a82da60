package passerelle.picture;

import java.util.Optional;
import passerelle.text.Language;

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

  private static final String STYLE =
      """
      .lab-picture text{font:16px system-ui,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;fill:var(--ink)}
      .lab-picture .strong,.lab-picture .on-pill{font-weight:700}
      .lab-picture .name{font-size:19px;font-weight:700}
      .lab-picture .mono{font-family:"DejaVu Sans Mono",Menlo,Consolas,ui-monospace,monospace}
      .lab-picture .quiet{fill:var(--quiet)}
      .lab-picture .on-pill{fill:var(--onpill)}
      .lab-picture .paper{fill:var(--paper)}
      .lab-picture .frame{fill:none;stroke:var(--line);stroke-width:2}
      .lab-picture .stack{fill:var(--stack);stroke:var(--line);stroke-width:1.5;stroke-linejoin:round}
      .lab-picture .box,.lab-picture .badge{fill:var(--box);stroke:var(--line);stroke-width:1.5}
      .lab-picture .pill{fill:var(--pill);stroke:var(--ink);stroke-width:1}
      .lab-picture .stopped .box{stroke-dasharray:6 4;fill:var(--paper)}
      .lab-picture .stopped .pill{fill:var(--paper);stroke:var(--quiet);stroke-dasharray:4 3}
      .lab-picture .stopped .on-pill{fill:var(--quiet);font-style:italic}
      .lab-picture .loose{fill:none;stroke:var(--line);stroke-width:1.5;stroke-dasharray:6 4}
      .lab-picture .stack-head{fill:var(--stack);stroke:var(--quiet);stroke-width:1.5}
      .lab-picture .bridge{fill:var(--tint);stroke:var(--hue);stroke-width:2;stroke-linejoin:round}
      .lab-picture .tag{fill:var(--tint);stroke:var(--hue);stroke-width:1.5}
      .lab-picture .arrow{fill:none;stroke:var(--hue);stroke-width:2.5;stroke-linecap:round}
      .lab-picture .mark{fill:none;stroke:var(--hue);stroke-width:2}
      .lab-picture .line{fill:none;stroke:var(--hue);stroke-width:3;stroke-linejoin:round}
      .lab-picture .down .line{stroke-dasharray:3 6}
      .lab-picture .port{fill:var(--paper);stroke:var(--hue,var(--line));stroke-width:2}
      .lab-picture .loop{fill:none;stroke:var(--quiet);stroke-width:1.75}
      .lab-picture .lifeline{fill:none;stroke:var(--quiet);stroke-width:1.5;stroke-dasharray:2 4}
      .lab-picture .ground{fill:var(--paper)}
      .lab-picture .changed .ground{fill:var(--tint0);stroke:var(--hue0);stroke-width:1.5}
      .lab-picture .good .ground{fill:var(--tint2);stroke:var(--hue2);stroke-width:1.5}
      .lab-picture .bad .ground{fill:var(--tint1);stroke:var(--hue1);stroke-width:1.5}
      """
          + hues();

  private static String hues() {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i <= Hues.COUNT; i++) {
      out.append(
          ".lab-picture .h" + i + "{--hue:var(--hue" + i + ");--tint:var(--tint" + i + ")}\n");
    }
    return out.toString();
  }
}
