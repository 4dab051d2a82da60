package passerelle.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import passerelle.cli.Labs;
import passerelle.cli.command.LabCommands;
import passerelle.cli.lab.Deed;
import passerelle.cli.lab.SimLab;
import passerelle.cli.session.Session;
import passerelle.effort.Effort;
import passerelle.files.OwnFiles;
import passerelle.sim.process.Terminal;
import passerelle.sim.tty.Holder;
import passerelle.text.Language;

/** What one person at a lab does that takes long leaves the turn to another. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Tag("campaign")
class NobodyIsHeldUpTest {
  /** Seconds of the lab a second: slow enough to see who is done first. */
  private static final OptionalDouble SLOWLY = OptionalDouble.of(0.05);

  private static final OptionalDouble AT_ONCE = OptionalDouble.empty();

  /** Computes for a second or two of the machine's time, and for none of the lab's. */
  private static final String WORK = "i=0; while [ $i -lt 60000 ]; do i=$((i+1)); done";

  @TempDir private Path directory;
  private final Turns turns = new Turns();
  private final LabCommands commands = Session.commands(Labs.open(), Language.EN, new OwnFiles());
  private final Session first = session(Person.FIRST);
  private final Session second = session(new Person(1));
  private final List<String> ended = new CopyOnWriteArrayList<>();

  private Session session(Person person) {
    commands.share(turns, () -> {});
    return turns.take(person, () -> new Session(commands, person));
  }

  @AfterEach
  void close() {
    commands.lab().close();
  }

  private String run(Session session, OptionalDouble speed, String typed) {
    String line = typed.replace("LAB", directory.resolve("lab.md").toString());
    ByteArrayOutputStream screen = new ByteArrayOutputStream();
    Terminal shown = new Terminal(80, screen::writeBytes);
    turns.take(session.person(), () -> session.lab().atPace(speed, () -> session.run(line, shown)));
    ended.add(typed);
    return screen.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
  }

  /** One begins, another types a line, and is done with it first. */
  private Thread race(String slow, OptionalDouble speed) throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    Thread thread =
        new Thread(
            () ->
                turns.take(
                    Person.FIRST,
                    () -> {
                      begun.countDown();
                      run(first, speed, slow);
                    }));
    thread.start();
    begun.await();
    assertEquals("host\n", run(second, speed, "hostname"));
    assertEquals(List.of("hostname"), List.copyOf(ended).subList(ended.size() - 1, ended.size()));
    return thread;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "trace host 192.0.2.77:80",
        "trace laptop -- ping -c 3 192.0.2.10",
        "trace -- nc -w 9 192.0.2.77 80 | cat"
      })
  void whileOneTracesAnotherTypes(String line) throws Exception {
    Thread thread = race(line, SLOWLY);
    assertTrue(thread.isAlive());
    first.lab().interrupt(Person.FIRST);
    first.lab().keyboard(Person.FIRST).interrupt();
    thread.join();
  }

  static Stream<String> makesALabAgain() {
    return Stream.of("undo", "why", "save LAB", "diff --engine 29.1", "plan docker ps")
        .limit(Effort.of(2, 5));
  }

  @ParameterizedTest
  @MethodSource("makesALabAgain")
  void whileOneHasTheLabMadeAgainAnotherTypes(String line) throws Exception {
    run(first, AT_ONCE, WORK);
    run(first, AT_ONCE, "touch /tmp/x");
    race(line, AT_ONCE).join();
    assertEquals(line, ended.get(ended.size() - 1));
  }

  @Test
  void whileOneLoadsALabAnotherTypes() throws Exception {
    run(first, AT_ONCE, WORK);
    run(first, AT_ONCE, "save LAB");
    race("load LAB", AT_ONCE).join();
    assertEquals("load LAB", ended.get(ended.size() - 1));
  }

  @Test
  void whatAnotherDoesWhileOneUndoesIsNotLost() throws Exception {
    run(first, AT_ONCE, WORK);
    run(first, AT_ONCE, "touch /tmp/mine");
    CountDownLatch begun = new CountDownLatch(1);
    Thread thread =
        new Thread(
            () ->
                turns.take(
                    Person.FIRST,
                    () -> {
                      begun.countDown();
                      run(first, AT_ONCE, "undo");
                    }));
    thread.start();
    begun.await();
    run(second, AT_ONCE, "touch /tmp/theirs");
    thread.join();
    assertEquals("theirs\n", run(first, AT_ONCE, "ls /tmp"));
  }

  /** It changed nothing, and goes on where it can. */
  @Test
  void whatAnotherLooksAtIsNotWhatIsTakenBack() throws Exception {
    run(first, AT_ONCE, "docker run -d --name web alpine sh -c 'echo begun; sleep 1000'");
    turns.take(second.person(), () -> second.sitDown(Holder.LINES));
    run(first, AT_ONCE, "touch /tmp/mine");
    StringBuffer shown = new StringBuffer();
    Terminal screen =
        new Terminal(80, bytes -> shown.append(new String(bytes, StandardCharsets.UTF_8)));
    Thread thread =
        new Thread(
            () ->
                turns.take(
                    second.person(),
                    () ->
                        second
                            .lab()
                            .atPace(
                                OptionalDouble.of(1),
                                () -> second.run("docker logs -f web", screen))));
    thread.start();
    await(shown, "begun");
    assertEquals("taken back: host$ touch /tmp/mine\n", run(first, AT_ONCE, "undo"));
    List<Deed> deeds = turns.take(Person.FIRST, () -> commands.lab().history());
    assertEquals("docker logs -f web", deeds.get(deeds.size() - 1).typed().line());
    assertFalse(deeds.get(deeds.size() - 1).course().ended());
    commands.lab().keyboard(second.person()).type(new byte[] {3});
    thread.join();
  }

  @Test
  void whoPressesControlCInVainIsToldWhatElseThereIs() throws Exception {
    SimLab lab = (SimLab) first.lab();
    turns.take(Person.FIRST, () -> first.sitDown(Holder.LINES));
    StringBuffer shown = new StringBuffer();
    Terminal screen =
        new Terminal(80, bytes -> shown.append(new String(bytes, StandardCharsets.UTF_8)));
    String line = "sh -c \"trap '' INT; echo go; sleep 1000\"";
    Thread thread =
        new Thread(
            () ->
                turns.take(
                    Person.FIRST,
                    () -> lab.atPace(OptionalDouble.of(1), () -> first.run(line, screen))));
    thread.start();
    await(shown, "go");
    for (String pressed = "^C"; pressed.length() <= 8; pressed += "^C") {
      assertEquals(-1, shown.indexOf("ignores Ctrl-C"), shown.toString());
      lab.keyboard(Person.FIRST).type(new byte[] {3});
      await(shown, pressed);
    }
    await(shown, "this program ignores Ctrl-C");
    lab.keyboard(Person.FIRST).type(new byte[] {28});
    thread.join();
    assertEquals(131, first.status());
  }

  private static void await(StringBuffer shown, String text) throws InterruptedException {
    while (shown.indexOf(text) < 0) {
      Thread.sleep(10);
    }
  }
}
