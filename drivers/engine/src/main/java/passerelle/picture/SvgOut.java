package passerelle.picture;

import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Pattern;
import passerelle.text.Xml;

/**
 * SVG, layer by layer. Everything that comes from a lab goes through {@link #escape}: names are a
 * stranger's data.
 */
final class SvgOut {
  private static final Pattern UNSEEN =
      Pattern.compile("[\\x00-\\x1f\\x7f-\\x9f\\u202a-\\u202e\\u2066-\\u2069]");

  /** From the back to the front. */
  enum Layer {
    FRAME,
    FAR_CABLES,
    HOST,
    CABLES,
    THINGS
  }

  private final Map<Layer, StringBuilder> layers = new EnumMap<>(Layer.class);
  private Layer layer = Layer.FRAME;

  SvgOut on(Layer wanted) {
    layer = wanted;
    return this;
  }

  private StringBuilder out() {
    return layers.computeIfAbsent(layer, key -> new StringBuilder());
  }

  /** All layers. */
  String body() {
    StringBuilder all = new StringBuilder();
    layers.values().forEach(all::append);
    return all.toString();
  }

  /**
   * Begins a drawn thing.
   *
   * @param kind what it is: machine, container, network...
   * @param style more classes
   * @param title what is said of it
   * @param facts names and values of more {@code data-} attributes, in turn
   */
  SvgOut begin(String id, String kind, String name, String style, String title, String... facts) {
    out()
        .append("<g id=\"" + escape(id) + "\" class=\"" + (kind + " " + style).strip() + "\"")
        .append(" data-kind=\"" + kind + "\" data-name=\"" + escape(name) + "\"");
    for (int i = 0; i < facts.length; i += 2) {
      out().append(" data-" + facts[i] + "=\"" + escape(facts[i + 1]) + "\"");
    }
    out().append("><title>" + escape(title) + "</title>\n");
    return this;
  }

  /** Begins a bridge by the name of its network, or by its own. */
  SvgOut beginBridge(String id, Picture.Device bridge, String style) {
    String own = bridge.network().map(Picture.NetworkFacts::name).orElse("");
    return begin(
        id,
        "network",
        own.isEmpty() ? bridge.name() : own,
        style,
        Titles.device(bridge),
        "netns",
        bridge.netns(),
        "device",
        bridge.name(),
        "network",
        own);
  }

  /** Begins a device, which says where it is. */
  SvgOut begin(Picture.Device device, String style) {
    return begin(
        device.id(),
        "device",
        device.name(),
        style,
        Titles.device(device),
        "netns",
        device.netns(),
        "device",
        device.name());
  }

  SvgOut end() {
    out().append("</g>\n");
    return this;
  }

  SvgOut rect(String style, int x, int y, int width, int height, int radius) {
    out()
        .append("<rect class=\"" + style + "\" x=\"" + x + "\" y=\"" + y + "\" width=\"" + width)
        .append("\" height=\"" + height + "\" rx=\"" + radius + "\"/>\n");
    return this;
  }

  SvgOut path(String style, String d) {
    out().append("<path class=\"" + style + "\" d=\"" + d + "\"/>\n");
    return this;
  }

  /** Text that begins at x. */
  SvgOut text(String style, int x, int y, String text) {
    return text(style, x, y, "", text);
  }

  /** Text that ends at x. */
  SvgOut textTo(String style, int x, int y, String text) {
    return text(style, x, y, " text-anchor=\"end\"", text);
  }

  /** Text around x. */
  SvgOut textAround(String style, int x, int y, String text) {
    return text(style, x, y, " text-anchor=\"middle\"", text);
  }

  private SvgOut text(String style, int x, int y, String anchor, String text) {
    out()
        .append("<text" + (style.isEmpty() ? "" : " class=\"" + style + "\""))
        .append(" x=\"" + x + "\" y=\"" + y + "\"" + anchor + ">" + escape(text) + "</text>\n");
    return this;
  }

  /** Text of XML; what controls a terminal or turns the direction of text round is replaced. */
  static String escape(String text) {
    return Xml.attribute(UNSEEN.matcher(text).replaceAll("\ufffd"));
  }
}
