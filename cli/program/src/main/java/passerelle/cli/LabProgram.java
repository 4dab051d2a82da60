package passerelle.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jline.terminal.Terminal;
import passerelle.cli.cast.Recorder;
import passerelle.cli.join.Door;
import passerelle.cli.lab.Lab;
import passerelle.cli.lab.SimLab;
import passerelle.cli.play.Stage;
import passerelle.cli.real.RealLab;
import passerelle.cli.repl.Batch;
import passerelle.cli.repl.Company;
import passerelle.cli.repl.Console;
import passerelle.cli.repl.Opening;
import passerelle.cli.repl.Presenter;
import passerelle.cli.repl.ShortLines;
import passerelle.cli.repl.Tones;
import passerelle.cli.repl.WarmUp;
import passerelle.cli.session.Lessons;
import passerelle.cli.session.Session;
import passerelle.files.MachineFiles;
import passerelle.files.NoFiles;
import passerelle.files.OwnFiles;
import passerelle.files.OwnPaths;
import passerelle.files.Rendezvous;
import passerelle.scenarios.format.KernelKind;
import passerelle.scenarios.replay.LabException;
import passerelle.sim.process.Sink;
import passerelle.text.Language;

/** A lab that is opened, and what is done in it: at a terminal, by a pipe, or by what is played. */
record LabProgram(
    Map<String, String> environment, InputStream in, PrintStream out, PrintStream err) {
  private static Lab open(LabChoice choice, Optional<Opening> terminal) throws LabException {
    try {
      return choice.kernel() == KernelKind.REAL
          ? RealLab.open(choice.settings())
          : SimLab.open(choice.settings());
    } catch (LabException refused) {
      terminal.ifPresent(Opening::giveUp);
      throw refused;
    }
  }

  /**
   * Opens the lab of a choice, and does there what is to be done; the answer is the exit status.
   */
  int run(LabChoice choice, Language language) throws LabException, IOException {
    Program.enter(choice.kernel(), language);
    boolean atTerminal = choice.lines().isEmpty() && !isListing(choice) && System.console() != null;
    Optional<Recorder> recorder = LabChoice.Cast.begin(choice.cast(), language);
    Optional<Opening> terminal =
        atTerminal
            ? Optional.of(
                Opening.of(
                    choice.greeting(language, Tones.areWanted(environment)),
                    own -> recorder.map(r -> r.on(own)).orElse(own)))
            : Optional.empty();
    boolean ownHand = atTerminal || choice.lines().isPresent();
    try (Lab lab = open(choice, terminal)) {
      terminal.ifPresent(opening -> opening.tell(lab));
      Session session = new Session(Session.commands(lab, language, files(ownHand, choice)));
      if (terminal.isEmpty() || choice.speed().isEmpty()) {
        recorder.ifPresent(r -> r.follow(() -> session.lab().kernel().clock().now()));
      }
      Lessons lessons = lessons(ownHand, choice);
      lessons.takeAs(choice.student());
      session.add(lessons);
      try {
        return sit(choice, session, terminal, recorder);
      } finally {
        lessons.leave(session);
        LabChoice.Cast.keep(recorder, language);
      }
    }
  }

  /** Does what somebody has to do in a lab, until that is over. */
  private int sit(
      LabChoice choice, Session session, Optional<Opening> terminal, Optional<Recorder> recorder)
      throws LabException, IOException {
    if (choice.load().isPresent() && load(choice.load().get(), session) != 0) {
      return Program.WRONG_USAGE;
    }
    PrintStream seen = terminal.isPresent() ? out : recorder.map(r -> r.on(out)).orElse(out);
    if (choice.lines().isPresent() || isListing(choice)) {
      String lines = choice.lines().orElse("lesson");
      return new Batch(session, seen, err, false).run(new StringReader(lines));
    }
    Optional<Stage> stage =
        choice.play().isPresent()
            ? Optional.of(choice.play().get().stage(session, choice))
            : Optional.empty();
    if (terminal.isEmpty()) {
      return stage.isPresent()
          ? PlayChoice.recite(stage.get(), choice, seen, recorder)
          : piped(choice, session, seen);
    }
    Optional<Path> history = choice.history() ? state("history") : Optional.empty();
    Company company = new Company(session.commands(), history, choice.speed());
    Terminal mine = terminal.get().finish();
    Console console = new Console(company, session, mine, Tones.areWanted(environment));
    stage.ifPresent(
        s -> {
          Presenter.Manner manner = choice.play().get().manner();
          console.present(new Presenter(s, manner, t -> recorder.ifPresent(r -> r.mark(t))));
        });
    Door door = Door.open(Rendezvous.of(environment), company);
    try {
      return terminal.get().isGreeted() || stage.isPresent()
          ? console.run(Optional.empty(), choice.first())
          : console.run(choice.first());
    } finally {
      door.close();
    }
  }

  private static boolean isListing(LabChoice choice) {
    return choice.first().equals(Optional.of("lesson"));
  }

  /** The transcript is the person's own file, whoever types the lines afterwards. */
  private int load(String file, Session session) {
    Sink shown =
        bytes -> {
          out.writeBytes(bytes);
          return true;
        };
    int status = session.load(file, new OwnFiles(), shown);
    out.flush();
    return status;
  }

  /** A person's own hand writes where it likes, lines from a pipe where the person lets them. */
  private static MachineFiles files(boolean ownHand, LabChoice choice) {
    if (ownHand) {
      return new OwnFiles();
    }
    return choice.outputs().areKept() ? choice.outputs().fresh() : new NoFiles();
  }

  private int piped(LabChoice choice, Session session, PrintStream seen)
      throws IOException, LabException {
    if (Boolean.getBoolean("passerelle.warm")) {
      WarmUp.run(session);
    }
    InputStreamReader input = new InputStreamReader(in, StandardCharsets.UTF_8);
    String before = choice.first().map(line -> line + "\n").orElse("");
    try {
      return new Batch(session, seen, err, true).run(new Prefixed(before, input));
    } catch (ShortLines.TooLong e) {
      throw new LabException(session.messages().get("input.long", ShortLines.MOST));
    } catch (IOException e) {
      throw new LabException(session.messages().get("input.unreadable", e.getMessage()));
    }
  }

  /**
   * The lessons beside the program, or those of the directory one is in; a file elsewhere only when
   * the person names it.
   */
  private Lessons lessons(boolean ownHand, LabChoice choice) {
    return new Lessons(
        Program.home().resolve("lessons"),
        state("lessons"),
        choice.outputs(),
        name -> ownHand || choice.first().equals(Optional.of("lesson " + name)));
  }

  /** A file that lasts from one run to the next (XDG Base Directory Specification). */
  private Optional<Path> state(String name) {
    String home = environment.getOrDefault("HOME", "");
    String base =
        environment.getOrDefault("XDG_STATE_HOME", home.isEmpty() ? "" : home + "/.local/state");
    return base.isEmpty() ? Optional.empty() : Optional.of(OwnPaths.of(base, "passerelle", name));
  }
}
