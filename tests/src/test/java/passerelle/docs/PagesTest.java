package passerelle.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import passerelle.cli.command.Pages;
import passerelle.cli.lab.LabSettings;
import passerelle.cli.lab.SimLab;
import passerelle.cli.session.Completions;
import passerelle.cli.session.Session;
import passerelle.engine.EngineSettings;
import passerelle.engine.EngineVersion;
import passerelle.files.OwnFiles;
import passerelle.scenarios.replay.LabException;
import passerelle.sim.core.EventLoop;
import passerelle.sim.core.Machine;
import passerelle.sim.netns.Namespaces;
import passerelle.sim.process.Terminal;
import passerelle.sim.userland.Toolsets;
import passerelle.text.Language;

/**
 * Every word that the lab understands has a page, in cli/core's pages.txt: whoever adds a tool or a
 * command writes one.
 */
class PagesTest {
  private static final String SHELL =
      ". : [ [[ bg break case cd command continue declare disown do done echo else eval exec exit"
          + " export false fg fi for function hash history if jobs kill let local logout printf pwd"
          + " read readonly return set shift source test then time trap true type typeset umask"
          + " unset until wait while";

  /** What a tool says of an option that it does not have, or that is not modelled. */
  private static final Pattern REFUSED =
      Pattern.compile(
          "(?i)does not model|invalid option|illegal option|unrecogni[sz]ed|unknown option|option"
              + " \\S+ is unknown");

  private static Session session(Language language) {
    try {
      EngineSettings engine = EngineSettings.defaults(EngineVersion.DEFAULT.profile());
      SimLab lab = SimLab.open(new LabSettings(engine, "course", LabSettings.DEFAULT_SEED));
      return new Session(Session.commands(lab, language, new OwnFiles()));
    } catch (LabException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String run(Session session, String line) {
    ByteArrayOutputStream screen = new ByteArrayOutputStream();
    session.run(line, new Terminal(80, screen::writeBytes));
    return screen.toString(StandardCharsets.UTF_8).replace("\r", "");
  }

  private static Set<String> tools() {
    Set<String> names = new TreeSet<>(List.of(SHELL.split(" ")));
    Toolsets toolsets = new Toolsets(new Namespaces(new Machine(1)));
    for (String flavour : List.of("debian", "busybox", "alpine")) {
      names.addAll(toolsets.of(flavour, Map.of()).names());
    }
    return names;
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void everyToolAndEveryLabCommandHasAPage(Language language) {
    Session session = session(language);
    Set<String> words = tools();
    words.addAll(session.commands().names());
    words.addAll(List.of("docker", "lesson", "shell"));
    words.addAll(session.lab().machines());
    List<String> missing = new ArrayList<>();
    for (String word : words) {
      String page = run(session, "man " + word);
      assertEquals(page, run(session, "help " + word));
      assertEquals(page, run(session, "? " + word));
      if (session.status() != 0 || page.isBlank()) {
        missing.add(word);
      }
    }
    assertEquals(List.of(), missing, "write a page into cli/core's pages.txt");
    session.lab().close();
  }

  @Test
  void everyDockerCommandThatIsModelledHasAPage() {
    Session session = session(Language.EN);
    session.lab().setPatience(10 * EventLoop.SECOND); // Of events and stats, which do not end.
    Completions completions = new Completions(session);
    List<String> missing = new ArrayList<>();
    for (String group : List.of("", " container", " image", " network", " volume", " system")) {
      List<String> before = List.of(("docker" + group).split(" "));
      for (String command : completions.of(before, "")) {
        String whole = "docker" + group + " " + command;
        boolean modelled = !run(session, whole).contains("does not model");
        boolean known =
            Pages.of(List.of(whole.split(" ")))
                .filter(p -> !p.names().contains("docker"))
                .isPresent();
        if (modelled && !known && !List.of("container", "image", "system").contains(command)) {
          missing.add(whole);
        }
      }
    }
    assertEquals(List.of(), missing, "write a page into cli/core's pages.txt");
    session.lab().close();
  }

  private static Stream<Pages.Page> pages() {
    return Pages.names().stream()
        .map(name -> Pages.of(List.of(name.split(" "))).orElseThrow())
        .distinct();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void examplesWorkInAFreshLab(Pages.Page page) {
    Session session = session(Language.EN);
    assertTrue(!page.examples().isEmpty(), page + " has no example");
    for (String example : page.examples()) {
      assertTrue(example.matches("[a-z]+[$#>] .*"), example + " has no prompt");
      String said = run(session, example);
      assertEquals(0, session.status(), example + "\n" + said);
    }
    session.lab().close();
  }

  @Test
  void everyOptionThatAPageNamesIsModelled() {
    Session session = session(Language.EN);
    session.lab().setScripted();
    List<String> refused = new ArrayList<>();
    pages()
        .forEach(
            page ->
                page.options().stream()
                    .filter(option -> page.names().stream().noneMatch(n -> has(session, n, option)))
                    .forEach(option -> refused.add(page.names().get(0) + " " + option)));
    assertEquals(List.of(), refused);
    session.lab().close();
  }

  private static boolean has(Session session, String name, String option) {
    return Stream.of("", " 192.0.2.20", " 3")
        .map(operand -> run(session, "timeout 1 " + name + " " + option + operand + " </dev/null"))
        .anyMatch(said -> !REFUSED.matcher(said).find());
  }

  @Test
  void pagesSpeakBothLanguages() {
    for (Pages.Page page : pages().toList()) {
      assertEquals(
          page.texts().containsKey(Language.EN), page.texts().containsKey(Language.FR), "" + page);
    }
  }

  @Test
  void aPageIsFoundByTheWordsThatOneWouldType() {
    Session session = session(Language.EN);
    String run = run(session, "man docker-run");
    assertTrue(run.startsWith("docker run\n  Makes a container"), run);
    assertEquals(run, run(session, "help docker run"));
    assertEquals(run, run(session, "man docker container run"));
    assertEquals(run(session, "man ip"), run(session, "man ip addr"));
    assertTrue(run(session, "man ipvsadm").contains("does not model"), run(session, "man ipvsadm"));
    assertTrue(run(session, "man frobnicate").contains("no help on"), "of an unknown word");
    session.lab().close();
  }
}
