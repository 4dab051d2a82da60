package passerelle.cli.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jline.terminal.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import passerelle.cli.Labs;
import passerelle.cli.play.PieceException;
import passerelle.cli.play.PieceReader;
import passerelle.cli.play.Stage;
import passerelle.files.MemoryFiles;
import passerelle.lessons.LessonLibrary;
import passerelle.text.Language;

/** Scenarios, lessons and decks that somebody plays by keys at a terminal of 80 columns. */
class PresenterTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final String FORWARD = "\r";
  private static final String LEFT = "\u001b[D";

  private static final String SCENARIO =
      """
      # Two containers
      The first words.

      ```console
      host$ docker run -d --name web nginx
      host$ docker ps --format '{{.Names}}'
      web
      ```

      ## Another chapter
      More words.

      ```console
      host$ docker stop -t 0 web
      host$ false
      ```
      """;

  @TempDir Path directory;

  private SeatedPerson seated(Path file, Language language, Presenter.Manner manner)
      throws IOException {
    return seated("xterm", file, language, manner);
  }

  private SeatedPerson seated(String kind, Path file, Language language, Presenter.Manner manner)
      throws IOException {
    LessonLibrary library = new LessonLibrary(ROOT.resolve("lessons"));
    return new SeatedPerson(
        kind,
        Size.of(80, 24),
        Map.of(),
        Labs.commands(language),
        (session, console) -> {
          try {
            PieceReader.Script script =
                new PieceReader(language, library).read(file.toString(), file);
            Stage stage = new Stage(script.in(session), session, new MemoryFiles());
            console.present(new Presenter(stage, manner, title -> {}));
          } catch (PieceException wrong) {
            throw new AssertionError(wrong);
          }
        });
  }

  private static Presenter.Manner byKeys() {
    return new Presenter.Manner(OptionalInt.empty(), 0, OptionalDouble.empty());
  }

  private SeatedPerson scenario(Presenter.Manner manner) throws IOException {
    Path file = Files.writeString(directory.resolve("two.md"), SCENARIO);
    return seated(file, Language.EN, manner);
  }

  @Test
  void aKeyRunsTheCommandThatIsShownAndTheNextOneIsShownThen() throws Exception {
    try (SeatedPerson person = scenario(byKeys())) {
      person.await("0/4  Enter: run");
      assertFalse(person.since().contains("docker ps"), person.since());
      person.type(" ");
      String screen = person.await("1/4  Enter: run");
      assertTrue(screen.contains("host$ docker run -d --name web nginx\n"), screen);
      assertTrue(screen.contains("host$ docker ps"), screen);
      person.type(FORWARD);
      person.await("2/2  Another chapter");
      person.type(FORWARD);
      person.await("2/4  Enter: run");
      person.type(FORWARD);
      person.await("3/4  Enter: run");
      person.type(FORWARD);
      assertTrue(person.await("4/4  That was all").contains("[1]"), person.since());
    }
  }

  @Test
  void onTheWayBackTheLabIsWhatItWas() throws Exception {
    try (SeatedPerson person = scenario(byKeys())) {
      person.await("0/4  Enter");
      person.type(FORWARD);
      person.await("1/4  Enter");
      person.type(LEFT);
      String screen = person.await("0/4  Enter");
      assertTrue(screen.contains("The first words."), screen);
      person.type("q");
      person.await("\"play\" goes on there");
      person.type("docker ps -aq | wc -l\r");
      assertTrue(person.await("0\n").contains("0\n"), person.since());
    }
  }

  @Test
  void whoeverLeavesForThePromptComesBackWithAWord() throws Exception {
    try (SeatedPerson person = scenario(byKeys())) {
      person.await("0/4  Enter");
      person.type(FORWARD);
      person.await("1/4  Enter");
      person.type("q");
      person.await("At 1 of 4");
      person.type("docker run -d --name mine nginx\r");
      person.await("host$ ");
      person.type("jouer\r");
      person.await("1/4  Enter");
      person.type(FORWARD);
      assertTrue(person.await("Another chapter").contains("mine\nweb\n"), person.since());
    }
  }

  @Test
  void aChapterIsJumpedToByItsNumberAndWhatStandsBeforeItIsDoneUnseen() throws Exception {
    try (SeatedPerson person = scenario(byKeys())) {
      person.await("0/4  Enter");
      person.type("c");
      person.await("Which chapter");
      person.type("2\r");
      String screen = person.await("2/4  Enter");
      assertTrue(screen.contains("More words."), screen);
      person.type(FORWARD);
      assertTrue(person.await("3/4").contains("web\n"), person.since());
      person.type("p");
      person.await("2/4  Enter");
      person.type("p");
      person.await("0/4  Enter");
    }
  }

  @Test
  void itMayBeginInTheMiddleAndGoOnByItself() throws Exception {
    Presenter.Manner manner = new Presenter.Manner(OptionalInt.of(2), 0, OptionalDouble.of(0.01));
    try (SeatedPerson person = scenario(manner)) {
      String screen = person.await("4/4  That was all");
      assertFalse(screen.contains("The first words."), screen);
      assertTrue(screen.contains("More words."), screen);
    }
  }

  @Test
  void aLessonAsksForAPredictionAndTellsWhatIsRight() throws Exception {
    Path lesson = ROOT.resolve("lessons/en/02-default-bridge.md");
    try (SeatedPerson person = seated(lesson, Language.FR, byKeys())) {
      person.await("chapitre suivant");
      person.type(FORWARD);
      person.await("tapez la lettre");
      person.type("peut-être\r");
      person.await("n'est pas un des choix");
      person.type("b\r");
      String screen = person.await("1/39  Entrée");
      assertTrue(screen.contains("> DOWN\n"), screen);
      for (int stop = 2; stop <= 4; stop++) {
        person.type(FORWARD);
        person.await(stop + "/39  Entrée");
      }
      person.type(FORWARD);
      screen = person.await("chapitre suivant");
      assertTrue(screen.contains("Votre prédiction est juste"), screen);
    }
  }

  @Test
  void aDeckIsPlayedFromItsFirstSlideToItsLast() throws Exception {
    Path deck = ROOT.resolve("lessons/decks/bridge-by-hand.md");
    Presenter.Manner manner =
        new Presenter.Manner(OptionalInt.empty(), 0, OptionalDouble.of(0.001));
    try (SeatedPerson person = seated(deck, Language.EN, manner)) {
      String screen = person.await("That was all");
      assertTrue(screen.contains("host$ ip netns add red\n"), screen);
      String stops = screen.replaceAll("(?s).*?(\\d+)/(\\d+)  That was all.*", "$1 $2");
      assertEquals(stops.split(" ")[0], stops.split(" ")[1]);
    }
  }

  @Test
  void aTerminalThatOnlyPrintsShowsWhatWasRun() throws Exception {
    Path file = Files.writeString(directory.resolve("two.md"), SCENARIO);
    try (SeatedPerson person = seated("dumb", file, Language.EN, byKeys())) {
      person.await("The first words.");
      person.type(" ");
      assertTrue(person.await("host$ docker run").contains("nginx\n"), person.since());
    }
  }
}
