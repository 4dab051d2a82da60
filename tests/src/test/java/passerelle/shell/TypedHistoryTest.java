package passerelle.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import passerelle.sim.core.Machine;
import passerelle.sim.netns.Namespaces;
import passerelle.sim.netns.Netns;
import passerelle.sim.process.FileSystem;
import passerelle.sim.process.Place;
import passerelle.sim.process.Process;
import passerelle.sim.process.Scheduler;
import passerelle.sim.tty.Tty;
import passerelle.sim.userland.Toolsets;

/** What a person types into bash, with keys: its history, and pages of less and more. */
class TypedHistoryTest {
  private final Machine machine = new Machine(1);
  private final Scheduler scheduler = new Scheduler(machine.loop());
  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
  private final Tty tty = new Tty(40, 6, screen::writeBytes);

  TypedHistoryTest() throws Exception {
    Namespaces namespaces = new Namespaces(machine);
    Netns netns = namespaces.add("vm");
    FileSystem files = new FileSystem();
    files.with("/numbers", "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n");
    Place place =
        Place.machine(
            scheduler, netns, "vm", files, new Toolsets(namespaces).of("debian", Map.of()));
    Process bash =
        place
            .spawn(place.tools().find("bash").orElseThrow().program(), List.of("bash"))
            .environment(Map.of("PS1", "> ", "TERM", "xterm"))
            .stdin(tty.source())
            .output(tty.sink())
            .create();
    tty.setForeground(bash.group());
    bash.start();
    scheduler.advance(1_000_000_000L);
  }

  @AfterEach
  void close() {
    scheduler.close();
  }

  private String type(String keys) {
    screen.reset();
    tty.type(keys.getBytes(StandardCharsets.UTF_8));
    scheduler.advance(1_000_000_000L);
    return screen.toString(StandardCharsets.UTF_8).replace("\r", "");
  }

  private String answer(String line) {
    String said = type(line + "\r");
    return said.substring(said.indexOf('\n') + 1).replaceFirst("(?s)\\S*> .*$", "");
  }

  @Test
  void theHistoryIsNumberedAndHasItsOwnCommand() {
    answer("echo one");
    answer("echo two");
    assertEquals("    1  echo one\n    2  echo two\n    3  history\n", answer("history"));
    assertEquals("    3  history\n    4  history 2\n", answer("history 2"));
    answer("history -d 1");
    assertTrue(answer("history").startsWith("    1  echo two\n"));
    answer("history -c");
    assertEquals("    1  history\n", answer("history"));
  }

  @Test
  void commentsAndHereDocumentsHaveNoEvents() {
    assertEquals("one\n", answer("echo one #!x"));
    String said = type("cat <<EOF\r#!/bin/sh\recho !foo\rEOF\r");
    assertTrue(said.endsWith("#!/bin/sh\necho !foo\n> "), said);
  }

  @Test
  void aCommandOfSeveralLinesIsOneEntry() {
    type("for i in 1 2\rdo\recho $i\rdone\r");
    type("if true\rthen echo a\relse\recho b\rfi\r");
    type("echo 'a\rb'\r");
    type("echo a \\\rb\r");
    type("f() {\recho x\r}\r");
    type("echo a &&\recho b\r");
    type("(\recho s\r)\r");
    type("cat <<E\rx\rE\r");
    assertEquals(
        "    1  for i in 1 2; do echo $i; done\n"
            + "    2  if true; then echo a; else echo b; fi\n"
            + "    3  echo 'a\nb'\n"
            + "    4  echo a b\n"
            + "    5  f() { echo x; }\n"
            + "    6  echo a && echo b\n"
            + "    7  ( echo s; )\n"
            + "    8  cat <<E\nx\nE\n\n"
            + "    9  history\n",
        answer("history"));
    assertTrue(type("\033[A\033[A\033[A\r").contains("( echo s; )\033[J\ns\n> "));
  }

  @Test
  void linesComeBackByBangs() {
    answer("echo one");
    assertEquals("echo one\none\n", answer("!!"));
    answer("printf 'x%s\\n' two");
    assertEquals("echo one\none\n", answer("!echo"));
    assertEquals("echo one\none\n", answer("!1"));
    assertEquals("echo one\none\n", answer("!-1"));
    assertEquals("echo one three\none three\n", answer("!! three"));
    assertEquals("echo three\nthree\n", answer("echo !$"));
    assertEquals("bash: !nope: event not found\n", answer("!nope"));
    assertEquals("bash: !: event not found\n", answer("echo \"<b>Hello!</b>\""));
  }

  @Test
  void aBangIsItselfInQuotesAndBeforeBlanks() {
    assertEquals("a!b\n", answer("echo 'a!b'"));
    assertEquals("hi !\n", answer("echo \"hi !\""));
    assertEquals("0\n", answer("! false; echo $?"));
  }

  @Test
  void lessShowsAPageAndQuits() {
    String first = type("less /numbers\r");
    assertTrue(first.contains("\033[?1049h"), first);
    assertTrue(first.endsWith("1\n2\n3\n4\n5\n\033[7m/numbers\033[27m\033[K"), first);
    assertEquals("\033[K6\n7\n8\n9\n10\n:\033[K", type(" "));
    assertEquals("\033[K11\n12\n\033[7m(END)\033[27m\033[K", type(" "));
    assertTrue(type("?^3$\r").endsWith("\033[7m3\033[27m\n4\n5\n6\n7\n:\033[K"));
    assertTrue(type("q").contains("\033[?1049l"));
    assertEquals("ok\n", answer("echo ok"));
  }

  @Test
  void moreTellsHowMuchItHasShown() {
    assertTrue(type("more /numbers\r").endsWith("5\n\033[7m--More--(41%)\033[27m"));
    assertTrue(type(" ").contains("6\n7\n8\n9\n10\n"));
    assertTrue(type(" ").contains("11\n12\n> "));
  }

  @Test
  void intoAPipeLessIsCat() {
    assertEquals("12\n", answer("less /numbers | wc -l"));
  }
}
