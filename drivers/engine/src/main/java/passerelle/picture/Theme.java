package passerelle.picture;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The colours of a picture: what text and fills are called, and what they are in each theme. */
public enum Theme {
  LIGHT(
      "paper #ffffff",
      "stack #eef1f4",
      "box #ffffff",
      "line #6e7781",
      "ink #1f2328",
      "quiet #4d555e",
      "pill #2b4a70",
      "onpill #ffffff",
      "hue0 #1d4ed8",
      "tint0 #dde9fd",
      "hue1 #b93f0a",
      "tint1 #fdeadb",
      "hue2 #167536",
      "tint2 #dcf5e3",
      "hue3 #7e22ce",
      "tint3 #f1e7fd",
      "hue4 #b0175a",
      "tint4 #fce6f1",
      "hue5 #0d6b64",
      "tint5 #d5f5f0",
      "hue6 #57606a",
      "tint6 #e3e6ea"),
  DARK(
      "paper #0d1117",
      "stack #1c232d",
      "box #0d1117",
      "line #8b949e",
      "ink #f0f3f6",
      "quiet #b1bac4",
      "pill #b9d5f7",
      "onpill #0d1117",
      "hue0 #79b8ff",
      "tint0 #16294a",
      "hue1 #ffa66b",
      "tint1 #43260f",
      "hue2 #6fdd8b",
      "tint2 #12361f",
      "hue3 #d2a8ff",
      "tint3 #34204f",
      "hue4 #ff9bce",
      "tint4 #471a33",
      "hue5 #5fe3d6",
      "tint5 #0c3835",
      "hue6 #b1bac4",
      "tint6 #2d333b"),
  PRINT(
      "paper #ffffff",
      "stack #f4f4f4",
      "box #ffffff",
      "line #444444",
      "ink #000000",
      "quiet #333333",
      "pill #ffffff",
      "onpill #000000",
      "hue0 #1d4ed8",
      "tint0 #ffffff",
      "hue1 #b93f0a",
      "tint1 #ffffff",
      "hue2 #167536",
      "tint2 #ffffff",
      "hue3 #7e22ce",
      "tint3 #ffffff",
      "hue4 #b0175a",
      "tint4 #ffffff",
      "hue5 #0d6b64",
      "tint5 #ffffff",
      "hue6 #444444",
      "tint6 #ffffff");

  private final Map<String, String> colours = new LinkedHashMap<>();

  Theme(String... pairs) {
    for (String pair : pairs) {
      String[] parts = pair.split(" ");
      colours.put(parts[0], parts[1]);
    }
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
