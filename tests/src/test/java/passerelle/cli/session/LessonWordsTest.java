package passerelle.cli.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
    return Labs.run(session, line).replace("\r", "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"answer", "réponse", "reponse", "rép", "répondre"})
  void aPredictionIsNoted(String word) {
    String said = run(word + " DOWN");
    assertTrue(said.startsWith("Prédiction notée\u00a0: «\u00a0DOWN\u00a0»."), said);
  }

  @ParameterizedTest
  @ValueSource(strings = {"check", "vérifier", "verifier", "vér"})
  void aStepIsChecked(String word) {
    run("réponse ?");
    assertTrue(run(word).startsWith("Pas encore."));
    run("host$ docker create --name web nginx");
    String said = run(word);
    assertTrue(said.startsWith("Étape réussie."), said);
  }

  @Test
  void whatIsAskedOfPasserelleItselfIsSaid() {
    assertEquals(
        "lesson new se demande à passerelle, hors du labo\u00a0: ./passerelle lesson new x.md\n",
        run("lesson new x.md"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"hint", "indice"})
  void aHintIsGiven(String word) {
    run(word);
    String said = run(word);
    assertTrue(said.contains("brctl show docker0"), said);
  }

  @ParameterizedTest
  @ValueSource(strings = {"solution lancer", "solution run"})
  void aSolutionIsDoneWhenItIsAskedFor(String line) {
    run("réponse b");
    run(line);
    assertTrue(run("vérifier").contains("c'est juste"));
    assertTrue(run("suite").contains("Un conteneur apporte son câble"));
  }

  @Test
  void aSolutionBeginsWhereTheStepBeganWhateverWasTriedInIt() {
    run("réponse b");
    run("docker run -d --name web nginx");
    assertTrue(run("solution lancer").startsWith("Le labo est revenu"));
    assertTrue(run("vérifier").contains("c'est juste"));
    run("suite");
    run("docker ps -a");
    assertTrue(run("solution lancer").startsWith("host$ docker start web"));
  }

  @Test
  void resetLeadsToTheBeginningOfTheStep() {
    run("réponse b");
    run("docker create --name web nginx");
    run("vérifier");
    run("suite");
    run("docker start web");
    run("docker run -d --name other nginx");
    run("reset");
    assertEquals("web created\n", run("docker ps -a --format '{{.Names}} {{.State}}'"));
    run("docker rm web");
    run("undo");
    assertEquals("web created\n", run("docker ps -a --format '{{.Names}} {{.State}}'"));
  }

  @Test
  void theLanguageChangesInTheMiddle() {
    run("réponse UP");
    run("docker create --name web nginx");
    run("lang en");
    assertTrue(run("check").contains("You predicted \"UP\"; look:"));
    assertTrue(run("next").contains("A container brings its cable"));
  }

  @Test
  void whatIsCheckedChangesNothingInTheLab() {
    run("réponse b");
    run("docker create --name web nginx");
    int deeds = session.lab().history().size();
    String before = run("host$ conntrack -L 2>/dev/null; ip neigh");
    run("vérifier");
    assertEquals(before, run("host$ conntrack -L 2>/dev/null; ip neigh"));
    assertEquals(deeds + 2, session.lab().history().size());
  }

  /** A server that answers once, and everybody: the check that reaches it must not use it up. */
  @Test
  void whatOneExpectationUsesUpTheNextOneDoesNotMiss() {
    run("lesson 5");
    run("réponse b");
    run("nc -l 9000 &");
    run("docker run -d --name box nicolaka/netshoot sleep infinity");
    String said = run("vérifier");
    assertTrue(said.contains("laptop atteint 192.0.2.10:9000"), said);
  }

  @Test
  void aLetterIsNotedWhereAValueIsAskedForAndSaidToBeNone() {
    run("lesson 11");
    assertTrue(run("réponse b").contains("Voyons cela. Mais il n'y a pas de choix ici"));
    assertTrue(run("réponse 172.18.0.0/16").contains("Voyons cela.\n\nÀ faire"));
  }

  @Test
  void whoHasSeenTheSolutionIsToldHowItIsDone() {
    run("réponse b");
    assertFalse(run("vérifier").contains("solution lancer"));
    run("solution");
    assertTrue(run("vérifier").endsWith("l'exécute, depuis le début de l'étape)\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"indice", "solution", "solution lancer"})
  void whoAsksForHelpBeforeAPredictionIsToldThatItIsStillWaitedFor(String help) {
    String still = "(votre prédiction est encore attendue\u00a0: «\u00a0réponse ...\u00a0»)\n";
    assertTrue(run(help).endsWith(still));
    run("réponse b");
    assertFalse(run(help).endsWith(still));
  }

  @Test
  void thePacketThatIsAskedForIsTheOneThatIsShown() {
    run("lesson 7");
    run("solution lancer");
    run("réponse ?");
    run("vérifier");
    run("suite");
    run("réponse b");
    run("solution lancer");
    String asked = run("vérifier");
    String source = asked.replaceFirst("(?s).*\n(192[.]0[.]2[.]20:\\d+) > .*", "$1");
    String shown = run("réponse a");
    assertTrue(shown.contains("\n" + source + " > "), asked + shown);
  }

  @Test
  void thePacketThatAStepShowsIsTheOneThatIsPlayed() {
    run("lesson 6");
    run("réponse a");
    run("solution lancer");
    run("vérifier");
    run("suite");
    run("réponse a");
    run("solution lancer");
    String shown = run("vérifier");
    String played = session.commands().playing().orElseThrow().command();
    assertTrue(shown.contains("Le chemin du paquet (" + played + ")"), played + shown);
  }

  @Test
  void theWordsAreCompletedWhileALessonRuns() {
    assertTrue(new Completions(session).of(List.of(), "vé").contains("vérifier"));
    String left = run("lesson quit");
    assertTrue(left.contains("«\u00a0leçon 2\u00a0»"), left);
    assertTrue(new Completions(session).of(List.of(), "vé").isEmpty());
  }
}
