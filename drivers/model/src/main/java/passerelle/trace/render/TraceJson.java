package passerelle.trace.render;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import passerelle.netfilter.ChainReference;
import passerelle.text.Language;
import passerelle.text.Messages;
import passerelle.trace.Hop;
import passerelle.trace.HopEvent;

/** A trace as values that a JSON printer takes: one object an event. */
public final class TraceJson {
  private TraceJson() {}

  /**
   * The events of a depth in order, and what became of it all in the end: maps of strings, numbers
   * and booleans.
   *
   * @param verdict a sentence each
   * @param authors of the rules
   */
  public static List<Map<String, Object>> of(
      Depth depth,
      List<HopEvent> events,
      List<String> verdict,
      TraceText.Authors authors,
      Language language) {
    EventText text = new EventText(Messages.of(language, "passerelle/trace/messages"));
    List<Map<String, Object>> objects = new ArrayList<>();
    events.stream()
        .filter(depth::tells)
        .forEach(event -> objects.add(object(event, authors, text)));
    verdict.forEach(sentence -> objects.add(verdict(sentence)));
    return objects;
  }

  private static Map<String, Object> verdict(String sentence) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("event", "verdict");
    out.put("text", sentence);
    return out;
  }

  private static Map<String, Object> object(
      HopEvent event, TraceText.Authors authors, EventText text) {
    Hop hop = event.hop();
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("time_ns", hop.time());
    out.put("skb", hop.skb());
    out.put("netns", hop.netns());
    out.put("device", hop.device());
    out.put("function", hop.function());
    hop.ethernet()
        .ifPresent(
            e -> {
              out.put("mac_source", e.source().toString());
              out.put("mac_destination", e.destination().toString());
            });
    out.put("packet", PacketText.of(hop.packet()));
    out.put("event", event.getClass().getSimpleName().toLowerCase(Locale.ROOT));
    details(event, out);
    if (event instanceof HopEvent.RuleEvaluated rule) {
      authors.of(rule).ifPresent(typed -> out.put("author", typed));
    }
    out.put("text", text.of(event));
    return out;
  }

  private static void where(ChainReference chain, Map<String, Object> out) {
    out.put("table", chain.table());
    out.put("chain", chain.name());
  }

  private static void details(HopEvent event, Map<String, Object> out) {
    if (event instanceof HopEvent.RuleEvaluated e) {
      where(e.rule().chain(), out);
      out.put("number", e.rule().number());
      out.put("rule", e.rule().text());
      out.put("matched", e.matched());
      out.put("verdict", e.verdict());
    } else if (event instanceof HopEvent.PolicyApplied e) {
      where(e.policy().chain(), out);
      out.put("policy", e.policy().text());
    } else if (event instanceof HopEvent.HookEntered e) {
      out.put("hook", e.hook().name());
    } else if (event instanceof HopEvent.Routed e) {
      out.put("route", e.route());
      out.put("out", e.outDevice());
    } else if (event instanceof HopEvent.Translated e) {
      out.put("kind", e.kind().name());
      out.put("before", PacketText.of(e.before()));
      out.put("after", PacketText.of(e.after()));
    } else if (event instanceof HopEvent.Tracked e) {
      out.put("state", e.state());
      out.put("original", e.original());
      out.put("reply", e.reply());
    } else if (event instanceof HopEvent.Dropped e) {
      out.put("reason", e.reason().name());
      out.put("detail", e.detail());
    } else if (event instanceof HopEvent.Delivered e) {
      out.put("to", e.to());
    } else if (event instanceof HopEvent.Split e) {
      out.put("into", e.into());
    }
  }
}
