package passerelle.picture;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import passerelle.text.Resources;

/** The colours of a picture: what text and fills are called, and what they are in each theme. */
public enum Theme {
  LIGHT,
  DARK,
  PRINT;

  private final Map<String, String> colours = new LinkedHashMap<>();

  static {
    Resources.rows(Theme.class, "themes.txt")
        .map(row -> row.split(" "))
        .forEach(row -> of(row[0]).orElseThrow().colours.put(row[1], row[2]));
  }

  /** The colours by name, as {@code #rrggbb}. */
  public Map<String, String> colours() {
    return Map.copyOf(colours);
  }

  /** The colours that text is written in, but for that of pills, which is {@code onpill}. */
  public static List<String> inks() {
    return List.of("ink", "quiet");
  }

  /** The theme of a word; empty for {@code auto} and for what is no theme. */
  public static Optional<Theme> of(String word) {
    return List.of(values()).stream().filter(t -> t.word().equals(word)).findFirst();
  }

  /** As it is typed. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The colours as custom properties of the picture's root. */
  private String properties() {
    return properties("");
  }

  private String properties(String ancestor) {
    StringBuilder out = new StringBuilder(ancestor + ".lab-picture{");
    colours.forEach((name, colour) -> out.append("--" + name + ":" + colour + ";"));
    return out.append("}").toString();
  }

  /**
   * The custom properties of one theme.
   *
   * @param theme empty for what the reader's screen or printer asks for
   */
  static String css(Optional<Theme> theme) {
    return theme
        .map(Theme::properties)
        .orElseGet(
            () ->
                "%s\n@media (prefers-color-scheme:dark){%s}\n@media print{%s}"
                    .formatted(LIGHT.properties(), DARK.properties(), PRINT.properties()));
  }

  /** Likewise in a page, whose root may ask for one by {@code data-theme}. */
  static String pageCss() {
    return "%s\n@media (prefers-color-scheme:dark){%s}\n%s\n@media print{%s%s}"
        .formatted(
            LIGHT.properties(),
            DARK.properties(":root:not([data-theme=light]) "),
            DARK.properties(":root[data-theme=dark] "),
            PRINT.properties(":root "),
            PRINT.properties(":root[data-theme] "));
  }
}
