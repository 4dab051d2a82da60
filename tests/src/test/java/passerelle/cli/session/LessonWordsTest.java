package passerelle.cli.session;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import passerelle.cli.Labs;
import passerelle.files.Outputs;
import passerelle.sim.process.Terminal;
import passerelle.text.Language;

/** A lesson is taken with French words as with English ones. */
class LessonWordsTest {
  private final Session session = new Session(Labs.commands(Language.FR));

  @BeforeEach
  void begin() {
    session.add(
        new Lessons(Path.of("../lessons"), Optional.empty(), Outputs.inMemory(), name -> false));
    run("lesson pont-par-defaut");
  }

  @AfterEach
  void close() {
    session.lab().close();
  }

  private String run(String line) {
    ByteArrayOutputStream screen = new ByteArrayOutputStream();
    session.run(line, new Terminal(80, screen::writeBytes));
    return screen.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"answer", "réponse", "reponse"})
  void aPredictionIsNoted(String word) {
    String said = run(word + " DOWN");
    assertTrue(said.startsWith("Prédiction notée\u00a0: DOWN."), said);
  }

  @ParameterizedTest
  @ValueSource(strings = {"check", "vérifier", "verifier"})
  void aStepIsChecked(String word) {
    String said = run(word);
    assertTrue(said.startsWith("Étape réussie."), said);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hint", "indice"})
  void aHintIsGiven(String word) {
    String said = run(word);
    assertTrue(said.contains("brctl show docker0"), said);
  }

  @Test
  void theWordsAreCompletedWhileALessonRuns() {
    assertTrue(new Completions(session).of(List.of(), "vé").contains("vérifier"));
    run("lesson quit");
    assertTrue(new Completions(session).of(List.of(), "vé").isEmpty());
  }
}
