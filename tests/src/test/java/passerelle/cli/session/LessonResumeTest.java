package passerelle.cli.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import passerelle.cli.Labs;
import passerelle.cli.command.LabCommands;
import passerelle.cli.player.PlayedTrace;
import passerelle.files.Outputs;
import passerelle.files.OwnFiles;
import passerelle.text.Language;

/** A lesson goes on where it was left, in the lab there was. */
class LessonResumeTest {
  @TempDir private Path state;
  private Session session;
  private Lessons lessons;

  @BeforeEach
  void sitDown() {
    sitDown(Labs.commands(Language.EN));
  }

  private void sitDown(LabCommands commands) {
    session = new Session(commands);
    lessons =
        new Lessons(
            Path.of("../lessons"),
            Optional.of(state.resolve("lessons")),
            Outputs.inMemory(),
            name -> false);
    session.add(lessons);
  }

  @AfterEach
  void leave() {
    session.lab().close();
  }

  private void comeBack() {
    lessons.leave(session);
    leave();
    sitDown();
  }

  private String run(String line) {
    return Labs.run(session, line).replace("\r", "");
  }

  private void takeTheFirstStep() {
    run("lesson 2");
    run("answer up");
    run("docker create --name web nginx");
    assertTrue(run("check").contains("You predicted \"UP\""));
  }

  private String names() {
    return run("docker ps -a --format '{{.Names}} {{.State}}'");
  }

  @Test
  void inTheMiddleOfAStep() {
    takeTheFirstStep();
    run("next");
    run("answer 172.17.0.2");
    run("docker start web");
    run("docker run -d --name other alpine sleep infinity");
    comeBack();
    String said = run("lesson 2");
    assertTrue(said.contains("You go on where you were"), said);
    assertTrue(said.contains("Step 2 of 6"), said);
    assertEquals("other running\nweb running\n", names());
    assertTrue(run("check").contains("You predicted \"172.17.0.2\": right."));
    run("reset");
    assertEquals("web created\n", names());
  }

  @Test
  void whereAStepIsDone() {
    takeTheFirstStep();
    comeBack();
    assertTrue(run("lesson def").contains("\"next\" goes on"));
    assertTrue(run("next").contains("Step 2 of 6"));
  }

  private void comeToAPacket() {
    takeTheFirstStep();
    for (int step = 2; step <= 4; step++) {
      run("check");
      run("next");
      run("answer ?");
      run("solution run");
    }
    String asked = run("check");
    assertTrue(asked.contains("Predict the packet (trace laptop 192.0.2.10:8080/tcp):"), asked);
    assertTrue(asked.contains("b) FORWARD"), asked);
    assertFalse(asked.contains("delivered to httpd"), asked);
  }

  private String asked() {
    return session.commands().playing().flatMap(PlayedTrace::asked).toString();
  }

  @Test
  void wherePacketsAreAskedAbout() {
    comeToAPacket();
    assertTrue(run("answer z").contains("none of the choices"));
    comeBack();
    run("lesson 2");
    String said = run("answer FORWARD");
    assertTrue(said.contains("You predicted \"FORWARD\": right."), said);
    assertTrue(said.contains("delivered to httpd"), said);
    comeBack();
    run("lesson 2");
    assertTrue(run("answer INPUT").contains("This step is done"));
  }

  @Test
  void whoeverPlaysThePacketIsAskedWhereItIsDecidedUntilSomebodyHasAnswered() {
    comeToAPacket();
    PlayedTrace played = session.commands().playing().orElseThrow();
    PlayedTrace.Decision at = played.asked().orElseThrow();
    PlayedTrace.Stop stop = played.packets().get(at.packet()).stops().get(at.stop());
    assertEquals("host", stop.place());
    assertEquals("routed", stop.kind());
    run("answer ?");
    assertEquals("Optional.empty", asked());
  }

  @Test
  void whoGoesOnIsNotAskedAnyMore() {
    comeToAPacket();
    assertTrue(run("next").contains("Step 5 of 6"));
    assertEquals("Optional.empty", asked());
  }

  @Test
  void inShellsThatWereOpened() {
    takeTheFirstStep();
    run("next");
    run("answer ?");
    run("docker start web");
    run("docker run -ti --name box alpine");
    run("echo mine > /tmp/note");
    comeBack();
    run("lesson 2");
    assertEquals("mine\n", run("box# cat /tmp/note"));
  }

  @Test
  void afterAnotherEngineHasCome() throws Exception {
    takeTheFirstStep();
    run("next");
    run("answer 172.18.0.2");
    run("engine 28.5 --bip 172.18.0.1/16");
    run("docker run -d --name web nginx");
    comeBack();
    String told = Files.readString(state.resolve("lesson-02.md"));
    assertTrue(run("lesson 2").contains("Step 2 of 6"), told);
    assertEquals("web running\n", names());
    assertTrue(run("docker inspect web").contains("172.18.0.2"));
    run("docker rm -f web");
    run("docker run -d --name web nginx");
    comeBack();
    run("lesson 2");
    assertEquals("web running\n", names());
    run("reset");
    assertEquals("", names());
  }

  @Test
  void whereTheLessonBrokeSomething() {
    Supplier<LabCommands> course =
        () -> Session.commands(Labs.ofCourse(), Language.EN, new OwnFiles());
    leave();
    sitDown(course.get());
    run("lesson 12");
    String broken = names();
    run("answer 1");
    run("docker rm -f api");
    lessons.leave(session);
    leave();
    sitDown(course.get());
    assertTrue(run("lesson 12").contains("Step 1 of 12"));
    assertEquals("", names());
    run("reset");
    assertEquals(broken, names());
    String solved = run("solution run");
    String done = run("check");
    assertTrue(done.contains("Done"), solved + done);
    run("next");
    String next = names();
    lessons.leave(session);
    leave();
    sitDown(course.get());
    String said = run("lesson 12");
    assertTrue(said.contains("Step 2 of 12"), said);
    run("reset");
    assertEquals(next, names());
  }

  @Test
  void againFromTheBeginningWhereThatIsWanted() {
    takeTheFirstStep();
    comeBack();
    assertTrue(run("lesson 2 again").contains("Step 1 of 6"));
    assertEquals("", names());
  }

  @Test
  void aLessonThatWasFinishedBeginsAnew() {
    run("lesson 2");
    for (int i = 0; i < 6; i++) {
      run("answer ?");
      run("solution run");
      run("check");
      assertFalse(run("next").contains("not done yet"));
    }
    assertTrue(run("lesson").contains("is finished: ★☆☆"));
    comeBack();
    assertTrue(run("lesson").contains("■■■■■■       ★☆☆"));
    assertTrue(run("lesson 2").contains("Step 1 of 6"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nothing",
        "- lesson: 02\n- at: 9\n",
        "- lesson: 02\n\n## 2\n",
        "- lesson: 03\n- at: 1\n\n## 1\n- done: yes\n",
        "- lesson: 02\n- at: 1\n\n## 1\n- verdict: GOOD\n",
        "- lesson: 02\n- at: 1\n\n## 1\n```console\nlab> load /etc/passwd\n",
      })
  void whatCannotBeReadMeansThatTheLessonBegins(String text) throws Exception {
    Files.writeString(state.resolve("lesson-02.md"), text);
    assertTrue(run("lesson 2").contains("Step 1 of 6"));
    assertEquals("", names());
  }

  @Test
  void anApostropheInAnAnswerIsNoQuote() {
    run("lesson 2");
    assertFalse(session.isIncomplete("answer I don't know"));
    assertTrue(run("answer I don't know").contains("We shall see, then."));
    assertTrue(session.isIncomplete("echo I don't know"));
  }
}
