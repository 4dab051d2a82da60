package passerelle.cli.why.trial;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import passerelle.cli.lab.Deed;
import passerelle.cli.lab.Lab;
import passerelle.cli.lab.Recipe;
import passerelle.cli.lab.Sites;
import passerelle.cli.why.cause.Attempt;
import passerelle.cli.why.cause.Cause;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.container.States;
import passerelle.cli.why.question.Engines;
import passerelle.cli.why.question.Question;
import passerelle.cli.why.typed.Makers;
import passerelle.cli.why.typed.Remedy;
import passerelle.cli.why.typed.RunLine;
import passerelle.cli.why.typed.StandIn;
import passerelle.cli.why.typed.Typing;
import passerelle.cli.why.typed.Words;
import passerelle.engine.Container;
import passerelle.scenarios.replay.LabException;

/**
 * Which of all that was typed is to blame, whatever it is: all is done again without it, and then
 * it works. Asked where no finder knows the cause, or what mends it.
 */
public final class LeftOut {
  /** So many commands, the last ones, are worth a lab each. */
  private static final int MOST_LABS = 12;

  private static final Pattern FILE = Pattern.compile("(?<![\\w/.])/(?:etc|root)/[\\w./-]+");

  /** What docker does, and what undoes it; both may have a group for whatever follows. */
  private static final Map<String, String> UNDONE =
      Map.ofEntries(
          Map.entry("docker rename (\\S+) (\\S+)", "docker rename $2 $1"),
          Map.entry("docker network disconnect (?:-f )?(\\S+ \\S+)", "docker network connect $1"),
          Map.entry(
              "docker network connect (?:-\\S+ )*(\\S+ \\S+)", "docker network disconnect $1"),
          Map.entry("docker (?:stop|kill) (?:-\\S+ (?:\\d+ )?)*(\\S+)", "docker start $1"),
          Map.entry("docker pause (\\S+)", "docker unpause $1"),
          Map.entry("docker compose ((?:-\\S+ \\S+ )*)down\\b.*", "docker compose $1up -d"),
          Map.entry("docker network create (?:.* )?(\\S+)", "docker network rm $1"),
          Map.entry("(p?kill|killall) (?:-s )?-?(?:SIG)?(?:STOP|19) (.+)", "$1 -CONT $2"),
          Map.entry("ufw enable", "ufw disable"),
          Map.entry("systemctl stop (\\S+)", "systemctl start $1"),
          Map.entry("export (\\w+)=.*", "unset $1"));

  /** What only puts into effect what was changed before. */
  private static final Pattern APPLIES =
      Pattern.compile(
          "\\b(systemctl|service) .*\\b(re)?(start|load)\\b|\\bdocker (re)?start\\b|\\bkill"
              + " -(1|S?I?G?HUP)\\b|\\bdaemon-reload\\b");

  private final Lab lab;
  private final Optional<StandIn> standIn;
  private final Recipe recipe;
  private final Predicate<Lab> works;

  private LeftOut(Copies copies, Recipe recipe, Predicate<Lab> works) {
    this.lab = copies.lab();
    this.standIn = copies.standIn();
    this.recipe = recipe;
    this.works = works;
  }

  /** The last command without which a question is answered, and what undoes it. */
  public static Optional<Diagnosis> of(Copies copies, Question question) throws LabException {
    Predicate<Lab> answered = l -> isAnswered(question, l, copies.standIn());
    return new LeftOut(copies, copies.lab().recipe(), answered)
        .diagnosis(question.from() + " > " + question.target());
  }

  private static boolean isAnswered(Question question, Lab lab, Optional<StandIn> standIn) {
    try {
      return Attempt.of(question, lab, standIn).succeeds();
    } catch (LabException deaf) {
      return false;
    }
  }

  /** The last command without which the very last one ends with status 0, and what undoes it. */
  public static Optional<Diagnosis> ofLastCommand(Lab lab) throws LabException {
    int before = lab.history().size() - 1;
    Deed last = lab.history().get(before);
    Predicate<Lab> succeeds =
        l -> {
          last.redo(l);
          return !Typing.hasFailed(l.history().get(l.history().size() - 1));
        };
    return new LeftOut(new Copies(lab, Optional.empty()), lab.recipe().first(before), succeeds)
        .diagnosis(last.told())
        .map(
            d ->
                d.mendedBy(
                    d.remedies().stream()
                        .map(r -> r.then(new Remedy.Step(last.machine(), last.typed().line())))
                        .toList()));
  }

  private Optional<Diagnosis> diagnosis(String what) throws LabException {
    if (!lab.isSimulated()) {
      return Optional.empty();
    }
    List<Deed> deeds = recipe.deeds();
    // What a signal does to a process is no change of what lasts: such commands come last, and
    // before them those that only make something read what was written earlier.
    List<Integer> order =
        IntStream.range(0, deeds.size())
            .boxed()
            .sorted(
                Comparator.comparing((Integer i) -> !deeds.get(i).effect().changes())
                    .thenComparing(i -> APPLIES.matcher(deeds.get(i).typed().line()).find())
                    .thenComparing(Comparator.reverseOrder()))
            .limit(MOST_LABS)
            .toList();
    for (int number : order) {
      Optional<Diagnosis> found = without(number, what);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<Diagnosis> without(int number, String what) throws LabException {
    List<Deed> others = new ArrayList<>(recipe.deeds());
    Deed deed = others.set(number, nothing(others.get(number)));
    Recipe less = new Recipe(recipe.settings(), recipe.preparation(), others, recipe.until());
    try (Lab other = lab.another(less.unwatched())) {
      standIn.ifPresent(s -> Typing.run(other, s.arrival()));
      if (!works.test(other)) {
        return Optional.empty();
      }
      try (Lab now = lab.another(lab.recipe().unwatched())) {
        return Optional.of(
            Diagnosis.of(Cause.COMMAND_BREAKS_IT, what)
                .by(Optional.of(deed.told()))
                .or(undoing(deed))
                .or(files(deed, other))
                .or(Restoring.of(now, other))
                .or(restarts(deed)));
      }
    }
  }

  /** The same moment, in which its window is opened, and nothing is typed there. */
  private static Deed nothing(Deed deed) {
    Deed.Course was = deed.course();
    Deed.Course course =
        new Deed.Course(
            was.window(),
            List.of(),
            was.ended(),
            was.during(),
            was.heard(),
            was.prepare(),
            unused -> {});
    Deed.Typed typed = new Deed.Typed(deed.typed().prompt(), "", deed.typed().onMachine());
    return new Deed(deed.at(), typed, course, deed.effect());
  }

  /** Docker's commands know their opposites. */
  private List<Remedy> undoing(Deed deed) {
    List<Remedy> remedies = new ArrayList<>();
    Makers makers = new Makers(lab, standIn);
    lab.engine().containers().stream()
        .filter(c -> makers.at(c.created()).filter(deed::isSame).isPresent())
        .map(Container::name)
        .forEach(
            name -> {
              remedies.add(Remedy.onHost("docker stop " + name));
              remedies.add(Remedy.onHost("docker rm -f " + name));
            });
    // What was removed is made again as it was made.
    Words.of(deed).all().stream()
        .filter(word -> Engines.called(lab, word).isEmpty())
        .filter(word -> makers.of("destroy", word).isPresent())
        .flatMap(name -> makers.of("create", name).flatMap(States::again).stream())
        .forEach(remedies::add);
    for (var command : Makers.commands(deed)) {
      UNDONE.forEach(
          (done, undone) -> {
            if (command.text().matches(done)) {
              remedies.add(Remedy.at(deed.machine(), command.text().replaceFirst(done, undone)));
            }
          });
    }
    return remedies;
  }

  /** What was done in a container is gone when it starts anew, or else when it is made again. */
  private List<Remedy> restarts(Deed deed) {
    Makers makers = new Makers(lab, standIn);
    return Words.of(deed).all().stream()
        .flatMap(word -> Engines.called(lab, word).stream())
        .filter(Container::isRunning)
        .distinct()
        .flatMap(
            c ->
                Stream.of(
                    Remedy.onHost("docker restart " + c.name()), RunLine.of(c, makers).again()))
        .toList();
  }

  /** The files that it names, as they are without it. */
  private List<Remedy> files(Deed deed, Lab other) {
    String place = Words.of(deed).place(lab);
    Optional<Sites.Site> there = new Sites(lab).find(place);
    return there.stream()
        .flatMap(
            site ->
                FILE.matcher(deed.typed().line())
                    .results()
                    .map(MatchResult::group)
                    .distinct()
                    .flatMap(file -> file(place, site.space(), file, other)))
        .toList();
  }

  private Stream<Remedy> file(String place, String space, String file, Lab other) {
    Optional<String> is = lab.kernel().spaces().readFile(space, file);
    Optional<String> was = other.kernel().spaces().readFile(space, file);
    if (is.equals(was)) {
      return Stream.empty();
    }
    if (!lab.machines().contains(place) && file.matches("/etc/(hosts|resolv.conf)")) {
      return Stream.of(Remedy.onHost("docker restart " + place));
    }
    Remedy restored = Remedy.at(place, back(file, is.orElse(""), was));
    return file.startsWith("/etc/docker/")
        ? Stream.of(restored.then(new Remedy.Step(place, "systemctl restart docker")))
        : Stream.of(restored);
  }

  /** The command that gives a file its old text: it takes lines out where only such were added. */
  private static String back(String file, String is, Optional<String> was) {
    if (was.isEmpty()) {
      return "rm " + file;
    }
    List<String> added = new ArrayList<>(is.lines().toList());
    was.get().lines().forEach(added::remove);
    boolean only = is.lines().count() == was.get().lines().count() + added.size();
    return added.size() == 1 && only
        ? "sed -i '/" + added.get(0).replaceAll("[\\[\\]/.*^$'\\\\]", ".") + "/d' " + file
        : "printf '%s' '" + was.get().replace("'", "'\\''") + "' > " + file;
  }
}
