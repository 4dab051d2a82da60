package passerelle.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import passerelle.cli.Labs;
import passerelle.cli.lab.Deed;
import passerelle.cli.lab.Recipe;
import passerelle.cli.lab.SimLab;
import passerelle.sim.tty.Holder;
import passerelle.sim.tty.Prompt;

/** What was typed at windows, keys included, is typed again at the same moments in another lab. */
class JournalTest {
  private static final long MILLISECOND = 1_000_000L;

  private final SimLab lab = Labs.open();
  private final Window window = window(lab);

  private static Window window(SimLab lab) {
    lab.setInteractive();
    Windows windows = lab.windows().orElseThrow();
    windows.setHolder(Holder.LINES);
    return windows.desk(Person.FIRST).open("host");
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private String line(String text) {
    return line(text, 0, "");
  }

  /** Types a line, and keys so many milliseconds after it. */
  private String line(String text, int milliseconds, String keys) {
    ByteArrayOutputStream screen = new ByteArrayOutputStream();
    String prompt = window.prompt().map(Prompt::text).orElse("");
    if (!keys.isEmpty()) {
      lab.kernel()
          .clock()
          .after(
              milliseconds * MILLISECOND, () -> window.type(keys.getBytes(StandardCharsets.UTF_8)));
    }
    lab.atWindow(
        window,
        new Deed.Typed(prompt, text, false),
        bytes -> {
          screen.writeBytes(bytes);
          return true;
        },
        w -> w.line(text));
    lab.settle();
    return screen.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
  }

  private static String state(SimLab lab) {
    String processes =
        lab.kernel().scheduler().processes().stream()
            .map(p -> p.hostPid() + " " + p.argv() + (p.isSuspended() ? " stopped" : ""))
            .collect(Collectors.joining("\n"));
    String prompts =
        lab.windows().orElseThrow().prompts().stream()
            .map(prompt -> prompt.text() + prompt.status() + prompt.settings().get())
            .collect(Collectors.joining("\n"));
    return lab.kernel().clock().now() + "\n" + processes + "\n" + prompts;
  }

  @Test
  void nestedShellsKeysAndJobsLeadToTheSameLab() throws Exception {
    line("docker run -d --name web nginx");
    line("sleep 1000 &");
    String ping = line("ping 192.0.2.1", 2300, Player.CTRL_C);
    assertTrue(ping.contains("3 packets transmitted, 3 received"), ping);
    line("sleep 500", 700, Player.CTRL_Z);
    line("ip netns add blue; ip netns exec blue bash");
    line("docker exec -ti web sh");
    line("cat > /tmp/note", 900, "first\rsecond\r" + Player.CTRL_D);
    assertEquals("first\nsecond\n", line("cat /tmp/note"));
    line("X=7; cd /tmp");
    String before = state(lab);
    try (SimLab again = lab.another(lab.recipe())) {
      again.advanceTo(lab.kernel().clock().now());
      assertEquals(before, state(again));
    }
  }

  /** It went to the next line, which is a deed of its own. */
  @Test
  void whatWasTypedAheadOfALineIsNoPartOfTheLineBefore() throws Exception {
    line("read x; sleep 1", 500, "word\rip netns add twpo\177\177o\r");
    assertEquals("ip netns add two\n", new String(window.takeTypeAhead(), StandardCharsets.UTF_8));
    assertEquals("word\n", line("echo $x"));
    try (SimLab again = lab.another(lab.recipe())) {
      Window same = again.windows().orElseThrow().all().get(window.number());
      assertEquals(0, same.takeTypeAhead().length);
    }
  }

  /**
   * A terminal says how large it is once its window is open; that is no part of the line before.
   */
  @Test
  void aWindowIsOpenWhereWhatWasDoneBeforeItIsLeftOut() throws Exception {
    line("ip netns add one");
    Window laptop = lab.windows().orElseThrow().desk(Person.FIRST).open("laptop");
    laptop.resize(132, 40);
    lab.settle();
    Deed.Typed typed = new Deed.Typed("laptop$ ", "ip netns add two", false);
    lab.atWindow(laptop, typed, bytes -> true, w -> w.line(typed.line()));
    Recipe recipe = lab.recipe();
    Deed first = recipe.deeds().get(0);
    Deed.Course was = first.course();
    Deed.Course nothing =
        new Deed.Course(was.window(), List.of(), true, 0, was.heard(), was.prepare(), unused -> {});
    List<Deed> less =
        List.of(
            new Deed(first.at(), first.typed(), nothing, first.effect()), recipe.deeds().get(1));
    try (SimLab other =
        lab.another(new Recipe(recipe.settings(), recipe.preparation(), less, recipe.until()))) {
      assertEquals("laptop", other.windows().orElseThrow().all().get(1).place());
    }
  }

  /** What is not forgotten would be typed once more in the lab that "undo" makes. */
  @Test
  void keysTypedBeforeTheTerminalReadLinesAreForgottenWithThoseAfter() {
    Journal journal = new Journal();
    for (char key : "docker ps\rwrong\25touch x\r".toCharArray()) {
      journal.given(0, window, new Input.Keys(new byte[] {(byte) key}));
    }
    journal.forget(window, "docker ps\rtouch x\n");
    assertEquals(1, journal.forgotten());
    assertTrue(journal.keys(0, window.number(), 0).isEmpty());
  }
}
