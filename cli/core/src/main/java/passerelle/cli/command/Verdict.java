package passerelle.cli.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.cli.journey.Journey;
import passerelle.cli.lab.ProbeOutcome;
import passerelle.kernel.Errno;
import passerelle.text.Messages;
import passerelle.text.TextLine;
import passerelle.text.Tone;
import passerelle.trace.DropReason;
import passerelle.trace.HopEvent;
import passerelle.trace.render.DropDetail;

/** What became of packets, in plain words. */
final class Verdict {
  /** Stands before a verdict. */
  static final TextLine MARK = TextLine.of("=> ");

  private final Workbench bench;

  /** What the reason has said already. */
  private static final String NO_ANSWER = "no answer from ";

  private final Messages reasons;

  Verdict(Workbench bench) {
    this.bench = bench;
    reasons = Messages.of(bench.language(), "passerelle/trace/messages");
  }

  /**
   * What became of a probe.
   *
   * @param journeys its packets, the request first
   */
  TextLine of(ProbeOutcome outcome, List<Journey> journeys) {
    if (journeys.isEmpty()) {
      String unsent =
          outcome
              .error()
              .map(error -> bench.text("verdict.unsent", error.text()))
              .orElseGet(() -> bench.text("verdict.none"));
      return TextLine.of(Tone.BAD, unsent);
    }
    Map<Long, Journey> bySkb = new LinkedHashMap<>();
    journeys.forEach(journey -> bySkb.put(journey.skb(), journey));
    List<Journey> request = withCopies(journeys.get(0), bySkb);
    Optional<HopEvent.Delivered> reached = delivered(request);
    if (outcome.answered()) {
      String where = reached.map(Verdict::where).orElse("?");
      return TextLine.of(Tone.GOOD, bench.text("verdict.answered", where));
    }
    Optional<Journey> lost = dropped(request);
    if (reached.isEmpty() && lost.isPresent()) {
      HopEvent.Dropped drop = lost.get().dropped().orElseThrow();
      boolean refused = outcome.error().filter(Verdict::isRefusal).isPresent();
      return refused || drop.detail().contains("-j REJECT")
          ? lost(lost.get(), "verdict.refused", drop.hop().netns())
          : lost(lost.get(), "verdict.dropped", where(drop));
    }
    if (reached.isEmpty()) {
      return TextLine.of(
          Tone.BAD, bench.text("verdict.lost", outcome.error().map(Errno::text).orElse("")));
    }
    String where = where(reached.get());
    return dropped(journeys.stream().filter(j -> !request.contains(j)).toList())
        .map(
            back ->
                lost(back, "verdict.answer.dropped", where, where(back.dropped().orElseThrow())))
        .orElseGet(() -> TextLine.of(Tone.BAD, bench.text("verdict.silent", where)));
  }

  /** What became of all packets of a command: how many, and one sentence for each kind of drop. */
  List<TextLine> of(List<Journey> journeys) {
    long packets = journeys.stream().filter(j -> !j.isArp() && j.copies().isEmpty()).count();
    Map<String, TextLine> drops = new LinkedHashMap<>();
    long dropped = 0;
    for (Journey journey : journeys) {
      Optional<HopEvent.Dropped> drop =
          journey.dropped().filter(d -> !journey.isArp() && d.reason() != DropReason.TCP_RESET);
      if (drop.isPresent()) {
        dropped++;
        String where = where(drop.get());
        drops.putIfAbsent(
            where + drop.get().reason() + drop.get().detail(),
            lost(journey, "verdict.dropped", where));
      }
    }
    if (packets == 0) {
      return List.of(TextLine.of(bench.text("verdict.none")));
    }
    String key = dropped == 0 ? "all" : dropped < packets ? "some" : "lost.all";
    List<TextLine> lines = new ArrayList<>();
    lines.add(
        TextLine.of(
            dropped == 0 ? Tone.GOOD : Tone.BAD, bench.text("verdict." + key, packets, dropped)));
    lines.addAll(drops.values());
    return lines;
  }

  /** A sentence about a drop, whose reason is its last argument. */
  private TextLine lost(Journey journey, String key, Object... where) {
    HopEvent.Dropped drop = journey.dropped().orElseThrow();
    List<Object> arguments = new ArrayList<>(List.of(where));
    arguments.add(why(drop));
    return TextLine.of(Tone.BAD, bench.text(key, arguments.toArray()))
        .marking(Tone.RULE, DropDetail.of(drop, reasons.language()).rule())
        .plus(whose(journey, drop));
  }

  /** Whose the rule is that dropped a packet; empty for another reason. */
  private String whose(Journey journey, HopEvent.Dropped drop) {
    return drop.reason() == DropReason.NETFILTER_DROP
        ? journey.lastRule().flatMap(new RuleAuthors(bench)::told).map(t -> " " + t).orElse("")
        : "";
  }

  private static boolean isRefusal(Errno errno) {
    return errno == Errno.ECONNREFUSED || errno == Errno.ECONNRESET;
  }

  private static List<Journey> withCopies(Journey first, Map<Long, Journey> bySkb) {
    List<Journey> all = new ArrayList<>(List.of(first));
    for (int i = 0; i < all.size(); i++) {
      for (long copy : all.get(i).copies()) {
        if (bySkb.containsKey(copy)) {
          all.add(bySkb.get(copy));
        }
      }
      Journey carried = all.get(i);
      bySkb.values().stream().filter(journey -> journey.carries(carried)).forEach(all::add);
    }
    return all;
  }

  private static Optional<HopEvent.Delivered> delivered(List<Journey> journeys) {
    return journeys.stream().map(Journey::delivered).flatMap(Optional::stream).findFirst();
  }

  private static Optional<Journey> dropped(List<Journey> journeys) {
    return journeys.stream()
        .filter(journey -> !journey.isArp() && journey.dropped().isPresent())
        .findFirst();
  }

  private static String where(HopEvent event) {
    String device = event.hop().device();
    return device.isEmpty() ? event.hop().netns() : event.hop().netns() + "/" + device;
  }

  private String why(HopEvent.Dropped drop) {
    String sentence = reasons.get("drop." + drop.reason());
    boolean told = drop.reason() == DropReason.NO_SOCKET || drop.detail().isEmpty();
    String detail =
        drop.detail().startsWith(NO_ANSWER)
            ? drop.detail().substring(NO_ANSWER.length())
            : DropDetail.of(drop, reasons.language()).text(reasons.language());
    return told ? sentence : sentence.replaceFirst("\\.$", "") + " (" + detail + ").";
  }
}
