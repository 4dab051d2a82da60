package passerelle.cli.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.cli.lab.ProbeOutcome;
import passerelle.kernel.Errno;
import passerelle.text.Messages;
import passerelle.trace.DropReason;
import passerelle.trace.HopEvent;

/** What became of packets, in plain words. */
final class Verdict {
  private final Workbench bench;
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
  String of(ProbeOutcome outcome, List<Journey> journeys) {
    if (journeys.isEmpty()) {
      return bench.text("verdict.unsent", outcome.error().map(Errno::text).orElse(""));
    }
    Map<Long, Journey> bySkb = new LinkedHashMap<>();
    journeys.forEach(journey -> bySkb.put(journey.skb(), journey));
    List<Journey> request = withCopies(journeys.get(0), bySkb);
    Optional<HopEvent.Delivered> reached = delivered(request);
    if (outcome.answered()) {
      return bench.text("verdict.answered", reached.map(Verdict::where).orElse("?"));
    }
    Optional<HopEvent.Dropped> lost = dropped(request);
    if (reached.isEmpty() && lost.isPresent()) {
      boolean refused = outcome.error().filter(Verdict::isRefusal).isPresent();
      return refused || lost.get().detail().contains("-j REJECT")
          ? bench.text("verdict.refused", lost.get().hop().netns(), why(lost.get()))
          : bench.text("verdict.dropped", where(lost.get()), why(lost.get()));
    }
    Optional<HopEvent.Dropped> answerLost =
        dropped(journeys.stream().filter(j -> !request.contains(j)).toList());
    if (reached.isPresent() && answerLost.isPresent()) {
      return bench.text(
          "verdict.answer.dropped",
          where(reached.get()),
          where(answerLost.get()),
          why(answerLost.get()));
    }
    return reached.isPresent()
        ? bench.text("verdict.silent", where(reached.get()))
        : bench.text("verdict.lost", outcome.error().map(Errno::text).orElse(""));
  }

  /** What became of all packets of a command: how many, and one sentence for each kind of drop. */
  List<String> of(List<Journey> journeys) {
    long packets = journeys.stream().filter(j -> !j.isArp() && j.copies().isEmpty()).count();
    Map<String, String> drops = new LinkedHashMap<>();
    for (Journey journey : journeys) {
      journey
          .dropped()
          .filter(drop -> !journey.isArp() && drop.reason() != DropReason.TCP_RESET)
          .ifPresent(
              drop ->
                  drops.putIfAbsent(
                      where(drop) + drop.reason() + drop.detail(),
                      bench.text("verdict.dropped", where(drop), why(drop))));
    }
    if (packets == 0) {
      return List.of(bench.text("verdict.none"));
    }
    List<String> lines = new ArrayList<>();
    lines.add(bench.text(drops.isEmpty() ? "verdict.all" : "verdict.some", packets));
    lines.addAll(drops.values());
    return lines;
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
    }
    return all;
  }

  private static Optional<HopEvent.Delivered> delivered(List<Journey> journeys) {
    return journeys.stream().map(Journey::delivered).flatMap(Optional::stream).findFirst();
  }

  private static Optional<HopEvent.Dropped> dropped(List<Journey> journeys) {
    return journeys.stream()
        .filter(journey -> !journey.isArp())
        .map(Journey::dropped)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static String where(HopEvent event) {
    String device = event.hop().device();
    return device.isEmpty() ? event.hop().netns() : event.hop().netns() + "/" + device;
  }

  private String why(HopEvent.Dropped drop) {
    String sentence = reasons.get("drop." + drop.reason());
    boolean told = drop.reason() == DropReason.NO_SOCKET || drop.detail().isEmpty();
    String detail = drop.detail().replaceFirst("^no answer from ", "");
    return told ? sentence : sentence.replaceFirst("\\.$", "") + " (" + detail + ").";
  }
}
