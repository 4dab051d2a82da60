package passerelle.cli.why;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import passerelle.cli.lab.Deed;
import passerelle.cli.lab.Lab;
import passerelle.engine.Container;
import passerelle.lab.LabTopology;
import passerelle.scenarios.replay.LabException;
import passerelle.sim.process.Sink;
import passerelle.sim.shell.Outline;

/**
 * A network namespace of a lab as people see it: a machine, a container, or one that was made on
 * the host by hand.
 */
record Spot(Lab lab, String netns) {
  /** How it is called. */
  String name() {
    return isMachine() ? netns : container().map(Container::name).orElse(netns);
  }

  private boolean isMachine() {
    return lab.machines().contains(netns);
  }

  /** The container whose namespace it is; the first, where several share it. */
  Optional<Container> container() {
    return isMachine()
        ? Optional.empty()
        : lab.engine().containers().stream()
            .filter(c -> c.sandbox().filter(s -> s.netns().equals(netns)).isPresent())
            .findFirst();
  }

  /** The ways in which a person does something there, which are to be tried in this order. */
  List<Remedy> doing(String... commands) {
    if (isMachine()) {
      return List.of(remedy(netns, Stream.of(commands)));
    }
    Optional<Container> container = container();
    if (container.isEmpty()) {
      return List.of(
          remedy(
              LabTopology.HOST, Stream.of(commands).map(c -> "ip netns exec " + netns + " " + c)));
    }
    String name = container.get().name();
    String enter = "nsenter -t $(docker inspect -f '{{.State.Pid}}' " + name + ") -n ";
    return List.of(
        remedy(name, Stream.of(commands)),
        remedy(LabTopology.HOST, Stream.of(commands).map(enter::concat)));
  }

  private static Remedy remedy(String place, Stream<String> commands) {
    return new Remedy(
        commands.map(command -> new Remedy.Step(place, command)).toList(), Optional.empty());
  }

  /** What a command prints there; empty where it cannot be run. */
  String output(String command) {
    for (Remedy way : doing(command)) {
      StringBuilder printed = new StringBuilder();
      Sink screen =
          bytes -> {
            printed.append(new String(bytes, StandardCharsets.UTF_8));
            return true;
          };
      if (Copies.run(lab, way.steps().get(0), screen) == 0) {
        return printed.toString();
      }
    }
    return "";
  }

  /**
   * What was typed when something came to be so, whatever its words: all is done once more, and the
   * lab is looked at after each deed. A real lab has no such copies.
   *
   * @param about what the command of a line is told by, where the line has several
   * @param fact looked up where the namespace is there
   */
  Optional<String> since(String about, Predicate<Lab> fact) {
    if (!lab.isSimulated()) {
      return Optional.empty();
    }
    try (Lab copy = lab.another(lab.recipe().first(0).unwatched())) {
      Optional<Deed> made = Optional.empty();
      boolean before = holds(fact, copy);
      for (Deed deed : lab.history()) {
        deed.redo(copy);
        boolean now = holds(fact, copy);
        made = now && !before ? Optional.of(deed) : made;
        before = now;
      }
      return made.map(deed -> Makers.told(deed, words -> true, about));
    } catch (LabException impossible) {
      return Optional.empty();
    }
  }

  private boolean holds(Predicate<Lab> fact, Lab copy) {
    return copy.kernel().view().exists(netns) && fact.test(copy);
  }

  /** The last command typed that changed something and has all of these words in it. */
  Optional<String> typed(String... words) {
    List<String> found = new ArrayList<>();
    for (Deed deed : lab.history()) {
      // To read a line as a shell does takes longer than to see that it is about something else.
      boolean about = Stream.of(words).allMatch(deed.typed().line()::contains);
      if (about && deed.effect().changes()) {
        Makers.commands(deed).stream()
            .map(Outline.Simple::text)
            .filter(text -> Stream.of(words).allMatch(text::contains))
            .forEach(text -> found.add(deed.typed().prompt() + text));
      }
    }
    return found.isEmpty() ? Optional.empty() : Optional.of(found.get(found.size() - 1));
  }
}
