package passerelle.cli.why.typed;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import passerelle.cli.lab.Deed;
import passerelle.cli.lab.Lab;
import passerelle.cli.lab.RuleLedger;
import passerelle.engine.Container;
import passerelle.engine.EngineEvent;
import passerelle.network.Network;
import passerelle.sim.shell.Outline;
import passerelle.trace.HopEvent;

/**
 * Who made what there is in a lab: the deed that was going on at that moment, and the one command
 * of its line that is about it.
 *
 * @param standIn who asks in the place of a container that is gone
 */
public record Makers(Lab lab, Optional<StandIn> standIn) {
  /** The deed that was going on at a moment. */
  public Optional<Deed> at(long moment) {
    return lab.history().stream().filter(deed -> deed.at() <= moment).reduce((a, b) -> b);
  }

  /** The stand-in that a container is. */
  public Optional<StandIn> standInFor(Container container) {
    return standIn.filter(s -> s.name().equals(container.name()));
  }

  /** What was typed to make a container. */
  public Optional<String> of(Container container) {
    Optional<StandIn> waiting = standInFor(container);
    if (waiting.isPresent()) {
      return waiting.map(s -> s.typed().prompt() + s.typed().line());
    }
    return at(container.created())
        .map(deed -> told(deed, w -> w.contains("run") || w.contains("create"), container.name()));
  }

  /** What was typed to make a network; empty for those that every engine has. */
  public Optional<String> of(Network network) {
    return network.isPredefined()
        ? Optional.empty()
        : at(network.created()).map(deed -> told(deed, w -> w.contains("create"), network.name()));
  }

  /**
   * What was typed when the engine last did something to a container: {@code stop}, {@code kill},
   * {@code destroy}, {@code die}.
   */
  public Optional<String> of(String action, String container) {
    return lab.engine().events().past().stream()
        .filter(e -> e.type().equals("container") && e.action().equals(action))
        .filter(e -> container.equals(e.attributes().get("name")))
        .reduce((a, b) -> b)
        .map(EngineEvent::time)
        .flatMap(this::at)
        .map(deed -> told(deed, w -> true, container));
  }

  /** When a container was removed, by its id. */
  public Optional<EngineEvent> removed(String id) {
    return lab.engine().events().past().stream()
        .filter(e -> e.type().equals("container") && e.action().equals("destroy"))
        .filter(e -> e.actor().equals(id))
        .findFirst();
  }

  /** When a container gave up a name for another one, the last time. */
  public Optional<EngineEvent> renamed(String name) {
    return lab.engine().events().past().stream()
        .filter(e -> ("/" + name).equals(e.attributes().get("oldName")))
        .reduce((a, b) -> b);
  }

  public boolean hadName(Container container, String name) {
    return renamed(name).filter(event -> event.actor().equals(container.id())).isPresent();
  }

  /** When a container was taken off a network last, while it ran. */
  public Optional<EngineEvent> disconnected(Container container) {
    return lab.engine().events().past().stream()
        .filter(e -> e.type().equals("network") && e.action().equals("disconnect"))
        .filter(e -> container.id().equals(e.attributes().get("container")))
        .reduce((a, b) -> b);
  }

  /** What was typed to take one of two containers off a network that the other one is on. */
  public Optional<String> parted(Container one, Container other) {
    return Stream.of(one, other)
        .flatMap(
            taken ->
                disconnected(taken)
                    .filter(e -> (taken == one ? other : one).attachments().containsKey(network(e)))
                    .filter(e -> !taken.attachments().containsKey(network(e)))
                    .stream())
        .max(Comparator.comparingLong(EngineEvent::time))
        .flatMap(this::at);
  }

  private static String network(EngineEvent event) {
    return event.attributes().getOrDefault("name", "");
  }

  /** What was typed when something happened. */
  public Optional<String> at(EngineEvent event) {
    return at(event.time()).map(deed -> told(deed, w -> true, "disconnect"));
  }

  /**
   * What was typed for a rule, or for the policy, that was looked at; with the engine's own command
   * where Docker wrote it.
   */
  public Optional<String> of(HopEvent step) {
    return step.looked()
        .flatMap(rule -> lab.ledger().author(step.hop().netns(), rule))
        .flatMap(RuleLedger.Author::typed)
        .map(typed -> typed.prompt() + typed.line());
  }

  /** The command of a line that is about something; the line where there is none, or several. */
  static String told(Deed deed, Predicate<List<String>> kind, String about) {
    List<String> fitting =
        commands(deed).stream()
            .filter(c -> kind.test(c.words()))
            .map(Outline.Simple::text)
            .toList();
    List<String> naming = new ArrayList<>(fitting);
    naming.removeIf(text -> !text.contains(about));
    List<String> best = naming.isEmpty() ? fitting : naming;
    return best.size() == 1 ? deed.typed().prompt() + best.get(0) : deed.told();
  }

  /** The simple commands of what was typed. */
  public static List<Outline.Simple> commands(Deed deed) {
    return Outline.of(deed.typed().line())
        .map(outline -> outline.simpleCommands().toList())
        .orElse(List.of());
  }
}
