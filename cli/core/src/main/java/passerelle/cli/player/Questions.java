package passerelle.cli.player;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import passerelle.cli.journey.Journey;
import passerelle.trace.HopEvent;
import passerelle.trace.render.EventText;
import passerelle.trace.render.PacketText;

/** What can be asked of a student before a decision is shown. */
final class Questions {
  private static final int MOST_ANSWERS = 4;
  private static final List<String> CHAINS = List.of("INPUT", "FORWARD", "OUTPUT");

  private final StopText text;
  private final List<HopEvent.Translated> translations;

  Questions(StopText text, List<Journey> journeys) {
    this.text = text;
    translations =
        journeys.stream()
            .flatMap(journey -> journey.events().stream())
            .filter(HopEvent.Translated.class::isInstance)
            .map(HopEvent.Translated.class::cast)
            .toList();
  }

  /** Whether the packet will arrive. */
  Optional<PlayedTrace.Question> fate(Journey journey) {
    PlayedTrace.Fate fate = PlayedTraces.fate(journey);
    if (fate == PlayedTrace.Fate.OTHER || HeaderFields.isChatter(journey.packet())) {
      return Optional.empty();
    }
    return Optional.of(
        new PlayedTrace.Question(
            PlayedTrace.Question.FATE,
            text.say("question.fate", PacketText.of(journey.packet())),
            List.of(text.say("answer.delivered"), text.say("answer.dropped")),
            fate == PlayedTrace.Fate.DELIVERED ? 0 : 1));
  }

  /**
   * Which way a packet takes.
   *
   * @param routes the winner first
   * @param came whether it came in from a device
   */
  Optional<PlayedTrace.Question> route(
      HopEvent.Routed event, List<PlayedTrace.Route> routes, boolean came) {
    String place = event.hop().netns();
    if (came) {
      boolean ours = event.kind() == HopEvent.RouteKind.LOCAL;
      return Optional.of(
          new PlayedTrace.Question(
              "chain",
              text.say("question.chain", place, PacketText.of(event.hop().packet())),
              CHAINS,
              ours ? 0 : 1));
    }
    List<String> some = routes.stream().limit(MOST_ANSWERS).map(PlayedTrace.Route::text).toList();
    return choice(
        "route",
        text.say("question.route", place, PacketText.of(event.hop().packet())),
        some.get(0),
        some);
  }

  /** What stands in the packet after it was rewritten. */
  Optional<PlayedTrace.Question> translation(HopEvent.Translated event) {
    boolean source = StopText.changesSource(event);
    String right = StopText.end(event, true);
    TreeSet<String> others = new TreeSet<>();
    others.add(EventText.end(event.before(), !source));
    translations.forEach(
        t -> {
          others.add(StopText.end(t, true));
          others.add(StopText.end(t, false));
        });
    others.remove(right);
    others.remove(StopText.end(event, false));
    List<String> some =
        Stream.concat(Stream.of(right, StopText.end(event, false)), others.stream())
            .limit(MOST_ANSWERS)
            .toList();
    String about = source ? "source" : "destination";
    return choice(
        about,
        text.say("question." + about, event.hop().netns(), PacketText.of(event.before())),
        right,
        some);
  }

  /** A question whose answers stand in an order that betrays nothing. */
  private static Optional<PlayedTrace.Question> choice(
      String about, String text, String right, List<String> answers) {
    List<String> sorted = List.copyOf(new TreeSet<>(answers));
    return sorted.size() < 2
        ? Optional.empty()
        : Optional.of(new PlayedTrace.Question(about, text, sorted, sorted.indexOf(right)));
  }
}
