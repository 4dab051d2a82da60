package passerelle.cli.player;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import passerelle.picture.Picture;
import passerelle.text.JsonText;
import passerelle.text.Language;
import passerelle.text.Messages;

/**
 * A played trace as JSON for the player. It may stand in HTML: what could end a script or begin an
 * element is escaped. It is bounded: texts are cut, and packets that would make it too long are
 * left out and counted.
 *
 * <p>What is the same at many stops is said once: rules and routes stand in lists of their own, and
 * of the header each stop has what is new.
 */
public final class PlayedJson {
  /** Characters of one text. */
  private static final int LONGEST = 400;

  /** Octets of all packets, rules and routes together. */
  private static final int MOST = 160_000;

  private static final int MOST_RULES = 60;

  /** Begins the keys of what the player itself says. */
  private static final String UI = "ui.";

  private final Messages messages;
  private final Map<PlayedTrace.Rule, Integer> rules = new LinkedHashMap<>();
  private final Map<PlayedTrace.Route, Integer> routes = new LinkedHashMap<>();
  private int size;

  private PlayedJson(Language language) {
    messages = Messages.of(language, "passerelle/cli/player/messages");
  }

  /** The JSON in one line. */
  public static String of(PlayedTrace trace, Language language) {
    return new PlayedJson(language).write(trace);
  }

  private String write(PlayedTrace trace) {
    SortedMap<Integer, String> packets = written(trace.packets());
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("language", messages.language().code());
    out.put("command", cut(trace.command()));
    out.put("verdict", trace.verdict().stream().map(PlayedJson::cut).toList());
    out.put("left", trace.left() + trace.packets().size() - packets.size());
    trace
        .asked()
        .ifPresent(at -> out.put("asked", List.of(packets.headMap(at.packet()).size(), at.stop())));
    out.put("words", words());
    out.put(
        "fields",
        HeaderFields.ORDER.stream().map(f -> List.of(f, messages.get("field." + f))).toList());
    out.put("rules", rules.keySet().stream().map(PlayedJson::rule).toList());
    out.put("routes", routes.keySet().stream().map(r -> List.of(cut(r.text()), r.why())).toList());
    String head = JsonText.inHtml(out);
    return head.substring(0, head.length() - 1)
        + ", \"packets\": ["
        + String.join(",\n", packets.values())
        + "]}";
  }

  /** As many as there is room for, by their number; chatter goes first, which floods large labs. */
  private SortedMap<Integer, String> written(List<PlayedTrace.Packet> all) {
    SortedMap<Integer, String> packets = new TreeMap<>();
    IntStream.range(0, all.size())
        .boxed()
        .sorted(Comparator.comparing(i -> all.get(i).chatter()))
        .takeWhile(i -> size <= MOST)
        .forEach(
            i -> {
              String written = JsonText.inHtml(packet(all.get(i)));
              size += written.getBytes(StandardCharsets.UTF_8).length;
              if (size <= MOST || packets.isEmpty()) {
                packets.put(i, written);
              }
            });
    return packets;
  }

  /** What the player itself says. */
  private Map<String, Object> words() {
    Map<String, Object> out = new LinkedHashMap<>();
    for (String key : messages.keys()) {
      if (key.startsWith(UI)) {
        out.put(key.substring(UI.length()), messages.get(key, "{0}", "{1}"));
      }
    }
    return out;
  }

  private static Map<String, Object> rule(PlayedTrace.Rule rule) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("where", cut(rule.where()));
    out.put("text", cut(rule.text()));
    out.put("matched", rule.matched());
    out.put("decides", rule.decides());
    if (!rule.author().isEmpty()) {
      out.put("author", cut(rule.author()));
    }
    return out;
  }

  private Map<String, Object> packet(PlayedTrace.Packet packet) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("skb", packet.skb());
    out.put("text", cut(packet.text()));
    out.put("mark", cut(packet.mark()));
    out.put("chatter", packet.chatter());
    out.put("reply", packet.reply());
    out.put("fate", packet.fate().name().toLowerCase(Locale.ROOT));
    List<Object> stops = new ArrayList<>();
    Map<String, String> header = Map.of();
    for (PlayedTrace.Stop stop : packet.stops()) {
      stops.add(stop(stop, header));
      header = stop.header();
    }
    out.put("stops", stops);
    return out;
  }

  private Map<String, Object> stop(PlayedTrace.Stop stop, Map<String, String> before) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("time", stop.time());
    out.put("place", cut(stop.place()));
    out.put("device", cut(stop.device()));
    stop.at().ifPresent(at -> out.put("at", place(at)));
    out.put("kind", stop.kind());
    out.put("story", stop.story());
    out.put("sentence", cut(stop.sentence()));
    if (!stop.why().isEmpty()) {
      out.put("why", cut(stop.why()));
    }
    out.put("steps", stop.steps().stream().limit(MOST_RULES).map(PlayedJson::cut).toList());
    out.put("functions", stop.functions());
    out.put("packet", cut(stop.packet()));
    Map<String, Object> header = new LinkedHashMap<>();
    stop.header()
        .forEach(
            (field, value) -> {
              if (!value.equals(before.get(field))) {
                header.put(field, cut(value));
              }
            });
    out.put("header", header);
    filter(stop.filter(), out);
    if (!stop.routes().isEmpty()) {
      out.put("routes", stop.routes().stream().map(r -> number(routes, r)).toList());
    }
    stop.question().ifPresent(question -> out.put("question", question(question)));
    return out;
  }

  private static List<String> place(Picture.Place at) {
    return List.of(at.stack(), at.device(), at.cable().orElse(""));
  }

  private void filter(PlayedTrace.Filter filter, Map<String, Object> out) {
    if (!filter.hook().isEmpty()) {
      out.put("hook", filter.hook());
    }
    if (!filter.rules().isEmpty()) {
      out.put(
          "rules", filter.rules().stream().limit(MOST_RULES).map(r -> number(rules, r)).toList());
    }
    filter
        .connection()
        .ifPresent(
            c -> out.put("connection", List.of(c.state(), c.original(), c.reply(), c.back())));
  }

  private static Map<String, Object> question(PlayedTrace.Question question) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("text", cut(question.text()));
    out.put("answers", question.answers().stream().map(PlayedJson::cut).toList());
    out.put("right", question.right());
    return out;
  }

  private <T> int number(Map<T, Integer> known, T value) {
    if (!known.containsKey(value)) {
      size += String.valueOf(value).length();
      known.put(value, known.size());
    }
    return known.get(value);
  }

  private static String cut(String text) {
    return text.length() > LONGEST ? text.substring(0, LONGEST - 1) + "\u2026" : text;
  }
}
