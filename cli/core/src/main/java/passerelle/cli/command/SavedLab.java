package passerelle.cli.command;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.function.Predicate;
import passerelle.cli.daemon.DaemonWords;
import passerelle.cli.lab.Deed;
import passerelle.cli.lab.JobLine;
import passerelle.cli.lab.Lab;
import passerelle.cli.lab.LabSettings;
import passerelle.cli.lab.Pauses;
import passerelle.cli.lab.Recipe;
import passerelle.cli.terminal.Keystroke;
import passerelle.cli.terminal.Person;
import passerelle.cli.terminal.Window;
import passerelle.cli.terminal.Windows;
import passerelle.engine.EngineSettings;
import passerelle.files.Outputs;
import passerelle.lab.LabTopology;
import passerelle.scenarios.format.FrontMatter;
import passerelle.scenarios.format.KernelKind;
import passerelle.scenarios.format.Output;
import passerelle.scenarios.format.Place;
import passerelle.scenarios.format.TypedBlock;
import passerelle.scenarios.format.Typing;
import passerelle.scenarios.replay.LabException;
import passerelle.scenarios.replay.LabRequest;
import passerelle.sim.tty.Holder;
import passerelle.text.Language;

/**
 * A lab as a transcript that rebuilds it: what was typed, in its order, and what it printed. On the
 * simulated kernel it is dictated to a second lab, whose clock tells where time must pass and whose
 * answers are those that a replay gives; a real lab's answers are those that it gave.
 */
final class SavedLab {
  private final Subject subject;
  private final Optional<DrivenLab> second;
  private final DictatedSteps steps;
  private final SortedMap<Integer, String> headings;
  private boolean alike;
  private List<Left> left = new ArrayList<>();

  /**
   * Something that was left to itself and ended later.
   *
   * @param during how many more deeds begin before
   */
  private record Left(int window, int during) {
    Left next() {
      return new Left(window, during - 1);
    }

    boolean isDue() {
      return during <= 0;
    }
  }

  /**
   * A lab as it is at one moment; it may go on while it is written down.
   *
   * @param language that of its own words
   * @param recording the capture, going on or stopped
   * @param recipe how it came to be what it is
   * @param windows in the order in which they were opened
   * @param likeness whether another lab is like it
   * @param typing whether somebody types keys at it, or whole lines come
   */
  record Subject(
      Lab lab,
      Language language,
      Optional<Recording> recording,
      Recipe recipe,
      List<Window> windows,
      Predicate<Lab> likeness,
      Typing typing) {
    /** A lab now. */
    static Subject of(Lab lab, Language language, Optional<Recording> recording) {
      return new Subject(
          lab,
          language,
          recording,
          lab.recipe(),
          lab.windows().map(Windows::all).orElse(List.of()),
          lab.likeness(),
          typing(lab));
    }

    private static Typing typing(Lab lab) {
      boolean keys =
          lab.windows().filter(w -> w.desk(Person.FIRST).holder() != Holder.SCRIPT).isPresent();
      return keys ? Typing.KEYS : Typing.LINES;
    }

    private KernelKind kernel() {
      return lab.isSimulated() ? KernelKind.SIM : KernelKind.REAL;
    }
  }

  /**
   * Writes a lab down, which may take as long as doing all again that was done there.
   *
   * @param headings text that stands before the deed of a number, from 0, or behind the last one;
   *     that of 0 stands before the preparation
   */
  SavedLab(Subject subject, SortedMap<Integer, String> headings, DrivenLab.Opener opener)
      throws LabException {
    this.subject = subject;
    this.headings = headings;
    boolean sim = subject.kernel() == KernelKind.SIM;
    second = sim ? Optional.of(secondLab(opener)) : Optional.empty();
    steps = new DictatedSteps(second);
    try {
      dictate();
      alike = second.map(DrivenLab::lab).filter(subject.likeness()).isPresent();
    } finally {
      subject.lab().alsoInterrupt(Optional.empty());
      second.ifPresent(DrivenLab::close);
    }
  }

  private DrivenLab secondLab(DrivenLab.Opener opener) throws LabException {
    Lab lab = subject.lab();
    LabSettings settings = lab.settings();
    EngineSettings plain = EngineSettings.defaults(settings.engine().profile());
    LabSettings fresh = new LabSettings(plain, settings.images(), settings.seed());
    Lab other = lab.another(Recipe.of(fresh).unwatched());
    lab.alsoInterrupt(Optional.of(other::interrupt));
    LabRequest request =
        new LabRequest(
            plain.profile().label(),
            KernelKind.SIM,
            settings.images(),
            "save",
            settings.seed(),
            subject.language(),
            subject.typing(),
            Outputs.inMemory());
    return opener.open(other, request);
  }

  private void dictate() throws LabException {
    Recipe recipe = subject.recipe();
    heading(0);
    for (Deed deed : recipe.preparation()) {
      add(deed);
    }
    String options = DaemonWords.of(recipe.settings().engine());
    if (!options.isEmpty() || !recipe.preparation().isEmpty()) {
      steps.say(("engine " + recipe.settings().engine().profile().label() + " " + options).strip());
    }
    for (int i = 0; i < recipe.deeds().size(); i++) {
      Deed deed = recipe.deeds().get(i);
      heading(i == 0 ? -1 : i);
      capture(i);
      if (second.isPresent()) {
        lookAt(deed);
      }
      waitFor(deed);
      press(deed.course().keys());
      if (!isWaitedFor(deed)) {
        steps.say("meanwhile");
      }
      add(deed);
      awaitEnds(deed);
    }
    capture(recipe.deeds().size());
    if (second.isPresent()) {
      open(recipe.until(), -1);
    }
    steps.waitUntil(recipe.until());
    headings.tailMap(Math.max(1, recipe.deeds().size())).values().forEach(steps::prose);
  }

  private void heading(int deed) {
    Optional.ofNullable(headings.get(deed)).ifPresent(steps::prose);
  }

  /** What went on while others began is begun only, where that can be told. */
  private boolean isWaitedFor(Deed deed) {
    Deed.Course course = deed.course();
    return course.ended() && course.during() == 0 || second.isEmpty() || course.window().isEmpty();
  }

  /** What was left to itself is waited for when all has begun that began before its end. */
  private void awaitEnds(Deed latest) throws LabException {
    List<Left> going = left.stream().map(Left::next).toList();
    left = new ArrayList<>(going.stream().filter(one -> !one.isDue()).toList());
    for (Left over : going.stream().filter(Left::isDue).toList()) {
      steps.say("await " + over.window());
    }
    if (!isWaitedFor(latest) && latest.course().ended()) {
      left.add(new Left(latest.course().window().orElseThrow(), latest.course().during()));
    }
  }

  /** The capture begins and stops after as many deeds as it did. */
  private void capture(int deeds) throws LabException {
    Optional<Recording> recording = subject.recording();
    if (recording.filter(r -> r.begin().deeds() == deeds).isPresent()) {
      sayAt(recording.get().begin().at(), recording.get().line());
    }
    Optional<Recording.Moment> end = recording.flatMap(Recording::end);
    if (end.filter(moment -> moment.deeds() == deeds).isPresent()) {
      sayAt(end.get().at(), "capture stop");
    }
  }

  /** Says a line when it was typed, behind the windows that were open then. */
  private void sayAt(long moment, String line) throws LabException {
    if (second.isPresent()) {
      open(moment, -1);
    }
    steps.waitUntil(moment);
    steps.say(line);
  }

  private void press(List<Keystroke> keys) throws LabException {
    if (!keys.isEmpty()) {
      List<String> words = new ArrayList<>(List.of("keys"));
      for (Keystroke key : together(keys)) {
        words.add(Seconds.of(key.after()));
        words.add(KeyText.of(key.text()));
      }
      steps.say(Words.join(words));
    }
  }

  /** The same keys, those of one moment as one. */
  private static List<Keystroke> together(List<Keystroke> keys) {
    List<Keystroke> joined = new ArrayList<>();
    for (Keystroke key : keys) {
      Keystroke last = joined.isEmpty() ? key : joined.get(joined.size() - 1);
      if (!joined.isEmpty() && last.after() == key.after()) {
        joined.set(joined.size() - 1, new Keystroke(key.after(), last.text() + key.text()));
      } else {
        joined.add(key);
      }
    }
    return joined;
  }

  /** Opens the windows that were open when a deed began, and goes to its own. */
  private void lookAt(Deed deed) throws LabException {
    String prompt = deed.typed().prompt();
    int window = deed.course().window().orElse(-1);
    Windows theirs = second.orElseThrow().lab().windows().orElseThrow();
    boolean asked = theirs.asking(asks -> asks.where().equals(prompt)).isPresent();
    open(deed.at(), asked ? -1 : window);
    boolean there = window >= 0 && window < theirs.all().size();
    if (there && !second.get().leadsTo(window, prompt)) {
      steps.say("window " + window);
    }
  }

  /**
   * Opens the windows that were open at a moment.
   *
   * @param asked the one that a line with the prompt of a machine opens by itself
   */
  private void open(long moment, int asked) throws LabException {
    List<Window> mine = subject.windows();
    Windows theirs = second.orElseThrow().lab().windows().orElseThrow();
    for (int next = theirs.all().size();
        next < mine.size() && mine.get(next).opened() <= moment;
        next++) {
      String place = mine.get(next).place();
      if (next != asked || !LabTopology.MACHINES.contains(place)) {
        steps.waitUntil(mine.get(next).opened());
        steps.say("window " + place);
      }
    }
  }

  /** The pause that is made before a deed is none that must be told. */
  private void waitFor(Deed deed) throws LabException {
    String line = deed.typed().line();
    Place place = place(deed);
    long pause = place instanceof Place.Lab ? 0 : Pauses.length(TypedBlock.firstWord(line));
    boolean alone = place instanceof Place.Container && deed.course().window().isEmpty();
    steps.waitUntil(deed.at() - pause - (alone && JobLine.starts(line) ? Pauses.beforeJob() : 0));
  }

  private static Place place(Deed deed) {
    String prompt = deed.typed().prompt();
    String name = prompt.substring(0, prompt.length() - 2);
    return prompt.equals(new Place.Lab().prompt())
        ? new Place.Lab()
        : prompt.endsWith("$ ") ? new Place.Host(name) : new Place.Container(name);
  }

  private void add(Deed deed) throws LabException {
    Deed.Effect effect = deed.effect();
    Output printed = new Output(effect.printed(), effect.status());
    steps.add(place(deed), deed.typed().line(), printed, effect.whole());
  }

  /** How many commands there are. */
  int commands() {
    return steps.count();
  }

  /** Whether a lab that it rebuilt is like this one. */
  boolean isAlike() {
    return alike;
  }

  /**
   * The text of the transcript.
   *
   * @param about what it says to people
   */
  String text(String about) {
    return head() + about + "\n\n" + body();
  }

  /** The front matter. */
  String head() {
    LabSettings settings = subject.lab().settings();
    FrontMatter head =
        new FrontMatter(
            Optional.empty(),
            Optional.of(settings.engine().profile().label()),
            EnumSet.of(subject.kernel()),
            Optional.of(settings.images().name()),
            subject.language(),
            List.of(),
            OptionalLong.of(settings.seed()),
            subject.typing());
    return head.source();
  }

  /** The commands with the text between them, without the head. */
  String body() {
    return steps.source();
  }
}
