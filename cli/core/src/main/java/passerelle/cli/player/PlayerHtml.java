package passerelle.cli.player;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.picture.Picture;
import passerelle.picture.PictureSvg;
import passerelle.text.Language;
import passerelle.text.Messages;
import passerelle.text.Resources;
import passerelle.text.Sha256;
import passerelle.text.Xml;

/**
 * The player with one trace in it, as a page of one file that connects to nothing: its
 * Content-Security-Policy allows its own script and style, by their SHA-256.
 */
public final class PlayerHtml {
  private static final Pattern PART = Pattern.compile("\\$\\{(\\w+)\\}");

  private PlayerHtml() {}

  /**
   * The page.
   *
   * @param picture the lab in which its packets move
   */
  public static String of(PlayedTrace trace, Picture picture, Language language) {
    String style = style() + PictureSvg.pageStyle();
    String script = script() + part("alone.js");
    Messages messages = Messages.of(language, "passerelle/cli/player/messages");
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("language", language.code());
    parts.put(
        "policy",
        String.join(
            "; ",
            "default-src 'none'",
            "script-src " + Sha256.source(script),
            "style-src " + Sha256.source(style),
            "base-uri 'none'",
            "form-action 'none'"));
    parts.put("title", Xml.text(trace.command()));
    parts.put("style", style);
    parts.put("picture", PictureSvg.inPage(picture, language));
    parts.put("noscript", messages.get("ui.noscript"));
    parts.put("trace", PlayedJson.of(trace, language));
    parts.put("script", script);
    return PART.matcher(part("player.html"))
        .replaceAll(found -> Matcher.quoteReplacement(parts.get(found.group(1))));
  }

  /** The player's script, which defines {@code PacketPlayer}. */
  public static String script() {
    return part("player.js");
  }

  /** The player's style, but for that of pictures. */
  public static String style() {
    return part("player.css");
  }

  /** A file of the player. */
  private static String part(String name) {
    return Resources.text(PlayerHtml.class, "/passerelle/cli/player/" + name);
  }
}
