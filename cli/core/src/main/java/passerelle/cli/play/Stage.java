package passerelle.cli.play;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import passerelle.cli.lab.Deed;
import passerelle.cli.lab.Recipe;
import passerelle.cli.lab.Screen;
import passerelle.cli.session.LessonSeat;
import passerelle.cli.session.Session;
import passerelle.files.MachineFiles;
import passerelle.lessons.Exercise;
import passerelle.lessons.Paragraphs;
import passerelle.lessons.Question;
import passerelle.scenarios.format.Output;
import passerelle.sim.process.Sink;
import passerelle.text.Messages;

/**
 * A piece that is played in somebody's session: where one is in it, and what the lab was there. On
 * the way back the lab becomes what it was.
 */
public final class Stage {
  /** So many KiB are kept of what the command says that has the answer. */
  private static final int KEPT = 1 << 10;

  private final Piece piece;
  private final Session session;
  private final MachineFiles files;

  /** What the lab was before each beat that was reached. */
  private final Map<Integer, Recipe> before = new TreeMap<>();

  private final Map<Exercise, String> predicted = new HashMap<>();
  private Output said = new Output("", 0);
  private int at;

  /**
   * A piece, at its beginning.
   *
   * @param files where what stands in it may write
   */
  public Stage(Piece piece, Session session, MachineFiles files) {
    this.piece = piece;
    this.session = session;
    this.files = files;
  }

  public Piece piece() {
    return piece;
  }

  /** Whose session it is. */
  public Session session() {
    return session;
  }

  /** Whether all was played. */
  public boolean isOver() {
    return at >= piece.beats().size();
  }

  /** What comes next. */
  public Beat next() {
    return piece.beats().get(at);
  }

  /** The chapter one is in, from 1; 0 before the first one. */
  public int chapter() {
    int chapter = 0;
    for (int begun : piece.chapters()) {
      chapter += begun < at ? 1 : 0;
    }
    return chapter;
  }

  /** What comes next is the first that one waits for in its chapter. */
  public boolean isAtBeginning() {
    int begun = chapter() == 0 ? 0 : piece.chapters().get(chapter() - 1);
    return piece.stops(at) == piece.stops(begun);
  }

  /** Of the beats, from 0, what comes next. */
  public int at() {
    return at;
  }

  /** Where what leads to that begins. */
  public int lead() {
    int lead = at;
    while (lead > 0 && !isEdge(lead)) {
      lead--;
    }
    return lead;
  }

  /** How many stops there were so far. */
  public int stops() {
    return piece.stops(at);
  }

  /** Goes on behind what is next, which was shown. */
  public void pass() {
    before.put(at, session.lab().recipe());
    at++;
  }

  /** Does a command, or what is done unseen, and goes on behind it; the answer is its status. */
  public int play(Sink screen) {
    before.put(at, session.lab().recipe());
    int status = 0;
    if (next() instanceof Beat.Command command) {
      boolean answers =
          at + 1 < piece.beats().size() && piece.beats().get(at + 1) instanceof Beat.Told;
      Screen heard = new Screen(KEPT, () -> {});
      Sink shown = answers ? new Heard(screen, heard) : screen;
      status = session.commands().reaching(files, () -> command.cue().run(session, shown));
      said = new Output(heard.text(), status);
    } else if (next() instanceof Beat.Unseen unseen) {
      try (LessonSeat seat = new LessonSeat(session.commands(), files)) {
        unseen.steps().forEach(step -> seat.prepare(step.place(), step.command()));
      }
      session.catchUp();
    }
    at++;
    return status;
  }

  /** Hears what is shown. */
  private record Heard(Sink screen, Screen kept) implements Sink {
    @Override
    public boolean write(byte[] bytes) {
      kept.accept(bytes);
      return screen.write(bytes);
    }

    @Override
    public boolean isTerminal() {
      return screen.isTerminal();
    }

    @Override
    public int columns() {
      return screen.columns();
    }
  }

  /**
   * Takes a prediction, or leaves it open.
   *
   * @param answer nothing to leave it open
   * @return what is meant, as it is shown; empty when it is none of the choices
   */
  public Optional<String> predict(Exercise exercise, String answer) {
    if (answer.isBlank()) {
      return Optional.of("");
    }
    Optional<String> meant = exercise.question().meant(answer);
    meant.ifPresent(text -> predicted.put(exercise, text));
    return meant;
  }

  /** How the prediction was, what is right, and why. */
  public List<String> told(Exercise exercise) {
    Messages messages = session.messages();
    Question question = exercise.question();
    List<String> lines = new ArrayList<>();
    Optional<String> meant = Optional.ofNullable(predicted.get(exercise));
    if (meant.isPresent()) {
      boolean right = exercise.answer().isRight(question, meant.get(), said);
      lines.add(messages.get(right ? "play.right" : "play.wrong", meant.get()));
    }
    question.choices().stream()
        .filter(choice -> exercise.answer().isRight(question, choice, said))
        .forEach(choice -> lines.add(messages.get("play.answer", choice)));
    lines.add("");
    lines.addAll(Paragraphs.of(exercise.answer().explanation()));
    return lines;
  }

  /**
   * Goes back to the stop before.
   *
   * @return where what leads to it begins, which is shown again; empty when there is none
   */
  public Optional<Integer> back(Sink screen) {
    int stop = at - 1;
    while (stop >= 0 && !piece.beats().get(stop).isStop()) {
      stop--;
    }
    if (stop < 0) {
      return Optional.empty();
    }
    return restore(stop, screen) == 0 ? Optional.of(lead()) : Optional.empty();
  }

  /** Whether nothing that leads to a beat stands before it. */
  private boolean isEdge(int beat) {
    Beat previous = piece.beats().get(beat - 1);
    return piece.beats().get(beat) instanceof Beat.Heading || previous.isStop();
  }

  /** Goes on from a beat that was reached; what is shown from there on was done already. */
  private int restore(int beat, Sink screen) {
    Recipe then = before.get(beat);
    int status = 0;
    if (then != null && changed(then, session.lab().recipe())) {
      status = session.put(then, "play", screen);
    }
    if (status == 0) {
      at = beat;
    }
    return status;
  }

  private static boolean changed(Recipe then, Recipe now) {
    List<Deed> deeds = now.deeds();
    int common = then.deeds().size();
    return deeds.size() < common
        || IntStream.range(0, common).anyMatch(i -> !deeds.get(i).isSame(then.deeds().get(i)))
        || deeds.subList(common, deeds.size()).stream().anyMatch(d -> d.effect().changes());
  }

  /**
   * Goes to the beginning of a chapter, from 1: back to what the lab was there, or forwards by
   * doing unseen all that stands before it.
   *
   * @return the exit status
   */
  public int jump(int chapter, Sink screen) {
    int beat = piece.chapters().get(chapter - 1);
    if (beat <= at && before.containsKey(beat)) {
      return restore(beat, screen);
    }
    while (at < beat) {
      skip();
    }
    return 0;
  }

  private void skip() {
    if (next() instanceof Beat.Command || next() instanceof Beat.Unseen) {
      play(bytes -> true);
    } else {
      pass();
    }
  }
}
