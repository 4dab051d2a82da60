package passerelle.cli.why.typed;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import passerelle.addr.IpAddress;
import passerelle.cli.lab.Deed;
import passerelle.cli.lab.Lab;
import passerelle.cli.why.question.Routing;
import passerelle.engine.Container;
import passerelle.kernel.op.RouteSpec;
import passerelle.lab.LabTopology;
import passerelle.scenarios.replay.LabException;
import passerelle.sim.process.Capture;
import passerelle.sim.shell.Outline;

/**
 * A network namespace of a lab as people see it: a machine, a container, or one that was made on
 * the host by hand.
 */
public record Spot(Lab lab, String netns) {
  /** What the words of a command have that writes a file. */
  private static final Pattern WRITING =
      Pattern.compile(">|\\b(tee|cp|mv|rm|ln|install|vi|vim|nano)\\b|\\bsed\\b.* -\\w*i");

  /** How it is called. */
  public String name() {
    return isMachine() ? netns : container().map(Container::name).orElse(netns);
  }

  private boolean isMachine() {
    return lab.machines().contains(netns);
  }

  /** The container whose namespace it is; the first, where several share it. */
  public Optional<Container> container() {
    return isMachine()
        ? Optional.empty()
        : lab.engine().containers().stream()
            .filter(c -> c.sandbox().filter(s -> s.netns().equals(netns)).isPresent())
            .findFirst();
  }

  /** The ways in which a person does something there, which are to be tried in this order. */
  public List<Remedy> doing(String... commands) {
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

  /** What a command prints there, which only looks; empty where it cannot be run. */
  public String output(String command) {
    int known = lab.history().size();
    for (Remedy way : doing(command)) {
      Capture printed = new Capture();
      int status = Typing.run(lab, way.steps().get(0), printed);
      lab.forgetSince(known);
      if (status == 0) {
        return printed.text();
      }
    }
    return "";
  }

  /**
   * The last things are done once more, and where it was none of them, more, and all.
   *
   * @param first before so many had been done it did not come to be so
   */
  private Optional<String> redone(Predicate<Lab> fact, long first, String... words) {
    try {
      Optional<Deed> made = Optional.empty();
      for (long done = Long.MAX_VALUE; made.isEmpty() && done > first; ) {
        Lab late = lab.earlier();
        done = late.history().size();
        made = lastToMake(fact, late);
      }
      return made.filter(deed -> lab.history().indexOf(deed) >= first)
          .map(deed -> told(deed, words));
    } catch (LabException impossible) {
      return Optional.empty();
    }
  }

  /** What is left to do in a copy is done there, and the copy is looked at after each deed. */
  private Optional<Deed> lastToMake(Predicate<Lab> fact, Lab copy) {
    List<Deed> all = lab.history();
    List<Deed> left = all.subList(copy.history().size(), all.size());
    Optional<Deed> made = Optional.empty();
    boolean before = fact.test(copy);
    for (Deed deed : left) {
      deed.redo(copy);
      boolean now = fact.test(copy);
      made = now && !before ? Optional.of(deed) : made;
      before = now;
    }
    lab.giveBack(copy);
    return made;
  }

  /**
   * What was typed when something came to be so, whatever its words; where the lab has no copies,
   * the last command that has all of these words in it.
   *
   * @param words by which the command of a line is told, where the line has several
   */
  public Optional<String> since(Predicate<Lab> fact, String... words) {
    return became(l -> l.kernel().view().exists(netns) && fact.test(l), 0, words);
  }

  /** The same, if it was one of the deeds from this one on. */
  public Optional<String> since(Predicate<Lab> fact, int first) {
    return redone(l -> l.kernel().view().exists(netns) && fact.test(l), first);
  }

  /** What was typed when something that was so was so no more; what there was not is not so. */
  public Optional<String> until(Predicate<Lab> fact, String... words) {
    return until(fact, 0, words);
  }

  /**
   * The same of what was so at a moment.
   *
   * @param moment in nanoseconds since the lab was booted
   */
  public Optional<String> until(Predicate<Lab> fact, long moment, String... words) {
    return became(l -> !l.kernel().view().exists(netns) || !fact.test(l), moment, words);
  }

  private Optional<String> became(Predicate<Lab> fact, long moment, String... words) {
    if (!lab.isSimulated()) {
      return typed(words);
    }
    long begun = lab.history().stream().filter(deed -> deed.at() <= moment).count();
    return redone(fact, Math.max(0, begun - 1), words);
  }

  /**
   * What was typed to give a setting the value that it has; nothing where a container, or a
   * namespace made by hand, has had that since it was made.
   */
  public Optional<String> set(String key) {
    Optional<String> value = setting(lab, key);
    String last = key.substring(key.lastIndexOf('.') + 1);
    return value
        .flatMap(v -> since(l -> setting(l, key).equals(value), key))
        .map(typed -> typed.contains(last) ? typed : writtenTo(key).orElse(typed))
        .filter(typed -> isMachine() || typed.contains(last))
        // The real kernel gives no look back: what was typed elsewhere sounds the same.
        .filter(typed -> isMachine() || lab.isSimulated() || typed.contains(name()));
  }

  /** The container that an option gives the setting to is made again without. */
  private Optional<Remedy> withoutOption(String key) {
    return container()
        .map(c -> RunLine.of(c, new Makers(lab, Optional.empty())))
        .filter(line -> !line.equals(line.omitting("--sysctl", key + "=" + setting(key, "?"))))
        .map(line -> line.omitting("--sysctl", key + "=" + setting(key, "?")).again());
  }

  private Optional<String> writtenTo(String key) {
    return files(key).stream().flatMap(file -> written(file, key).stream()).findFirst();
  }

  /** The files that give a setting the value that it has. */
  private List<String> files(String key) {
    String line = "^ *" + key + " *= *" + setting(key, "?");
    String grep = "grep -l '" + line + "' /etc/sysctl.conf /etc/sysctl.d/*.conf 2> /dev/null; true";
    return isMachine() ? output(grep).lines().map(String::strip).toList() : List.of();
  }

  /** The ways to give a setting another value: where a file tells the one that it has, there. */
  public List<Remedy> telling(String key, Object value) {
    String told = key + "=" + value;
    String[] edits =
        files(key).stream()
            .flatMap(
                file ->
                    Stream.of(
                        "sed -i 's/^ *" + key + " *=.*/" + told + "/' " + file,
                        "sysctl -p " + file))
            .toArray(String[]::new);
    String word = told.contains(" ") ? key + "='" + value + "'" : told;
    return Stream.concat(
            withoutOption(key).stream(),
            (edits.length == 0 ? doing("sysctl -w " + word) : doing(edits)).stream())
        .toList();
  }

  private Optional<String> setting(Lab at, String key) {
    return at.kernel().view().sysctl(netns, key);
  }

  /** The value of a setting here. */
  public String setting(String key, String otherwise) {
    return setting(lab, key).orElse(otherwise);
  }

  /** What was typed for a route that is there. */
  public Optional<String> routed(RouteSpec route) {
    return since(
        l -> l.kernel().view().routes(netns).contains(route),
        "route",
        Routing.prefix(route.destination()));
  }

  /** An address that was taken away here by a command is added again by another. */
  public Remedy added(String taking) {
    return Remedy.at(
        netns, taking.substring(taking.indexOf(' ') + 1).replaceFirst(" del\\w*", " add"));
  }

  /** What was typed when the last route to somebody was lost; nothing where there never was one. */
  public Optional<String> unrouted(IpAddress to) {
    return since(l -> Routing.find(l, netns, to).isEmpty(), "route");
  }

  /** The command of a line that has the most of these words, in their order; the line otherwise. */
  private static String told(Deed deed, String... words) {
    List<String> fitting = Makers.commands(deed).stream().map(Outline.Simple::text).toList();
    for (String word : words) {
      List<String> naming = fitting.stream().filter(text -> text.contains(word)).toList();
      fitting = naming.isEmpty() ? fitting : naming;
    }
    return fitting.size() == 1 ? deed.typed().prompt() + fitting.get(0) : deed.told();
  }

  /** The last command typed that writes a file, and has all of these words in it. */
  public Optional<String> written(String file, String... words) {
    return typed(text -> text.contains(file) && WRITING.matcher(text).find(), words);
  }

  /** The last command typed that changed something and has all of these words in it. */
  public Optional<String> typed(String... words) {
    return typed(text -> true, words);
  }

  private Optional<String> typed(Predicate<String> kind, String... words) {
    List<String> found = new ArrayList<>();
    for (Deed deed : lab.history()) {
      // To read a line as a shell does takes longer than to see that it is about something else.
      boolean about = Stream.of(words).allMatch(deed.typed().line()::contains);
      if (about && deed.effect().changes()) {
        // Of a here-document the first line tells enough.
        Stream.concat(
                Makers.commands(deed).stream().map(Outline.Simple::text),
                deed.typed().line().lines().limit(1).filter(text -> text.contains("<<")))
            .filter(text -> Stream.of(words).allMatch(text::contains) && kind.test(text))
            .forEach(text -> found.add(deed.typed().prompt() + text));
      }
    }
    return found.isEmpty() ? Optional.empty() : Optional.of(found.get(found.size() - 1));
  }
}
