package passerelle.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import passerelle.cli.lab.LabSettings;
import passerelle.cli.lab.SimLab;
import passerelle.cli.session.Session;
import passerelle.engine.EngineSettings;
import passerelle.engine.EngineVersion;
import passerelle.files.MemoryFiles;
import passerelle.scenarios.replay.LabException;
import passerelle.sim.process.Terminal;
import passerelle.text.Columns;
import passerelle.text.Language;

/**
 * What {@code help} says can be typed: each form of a command that its help shows is understood,
 * with each of its options and alternatives, and both languages show the same ones.
 */
class HelpWordsTest {
  /** Words whose forms are typed here; the others are those of windows, lessons and transcripts. */
  private static final List<String> TOPICS =
      List.of(
          ("trace capture plan graph rules places engine diff lang undo reset why expect save"
                  + " advance")
              .split(" "));

  /** What stands for something else, in both languages, and what is typed instead, in turn. */
  private static final List<Map.Entry<String, String>> METAVARIABLES =
      List.of(
          Map.entry("FROM|DÉPART", "laptop"),
          Map.entry("TO|ARRIVÉE", "internet"),
          Map.entry("TARGET|CIBLE", "192.0.2.10:8080"),
          Map.entry("FILE|FICHIER", "mine"),
          Map.entry("COMMAND|COMMANDE", "ping -c 1 192.0.2.10"),
          Map.entry("PLACE|LIEU", "host"),
          Map.entry("DEVICE|INTERFACE", "eth0"),
          Map.entry("FILTER|FILTRE", "icmp"),
          Map.entry("TABLE", "nat"),
          Map.entry("CHAIN|CHAÎNE", "DOCKER"),
          Map.entry("PREFIX|PRÉFIXE", "192.0.2.0/24"),
          Map.entry("NAME|NOM", "web"),
          Map.entry("FACT|FAIT", "not down"),
          Map.entry("PROGRAM|PROGRAMME", "docker-proxy"),
          Map.entry("SOURCE", "192.0.2.20"),
          Map.entry("ADDRESS|ADRESSE", "192.0.2.10"),
          Map.entry("KEY|CLÉ", "net.ipv4.ip_forward"),
          Map.entry("VALUE|VALEUR", "1"),
          Map.entry("OPTIONS", "--icc=false"),
          Map.entry("VERSION", "28.5"),
          Map.entry("SECONDS|SECONDES", "0.1"),
          Map.entry("DRIVER|PILOTE", "bridge"),
          Map.entry("DOMAIN|DOMAINE", "example.com"),
          Map.entry("MARK|MARQUE", "1"),
          Map.entry("PORT", "80"),
          Map.entry("A", "192.0.2.10"),
          Map.entry("D", "eth0"),
          Map.entry("N", "1"));

  /** Where a word stands for something else than elsewhere. */
  private static final List<Map.Entry<String, String>> HERE =
      List.of(
          Map.entry("docker ping -c 1 192.0.2.10", "docker ps"),
          Map.entry("plan docker run", "plan docker run nginx"),
          Map.entry("--name web -p 8080", "--name other -p 8081"),
          Map.entry("--bip 192.0.2.10/1", "--bip 172.20.0.1/16"),
          Map.entry("--bridge web", "--bridge none"),
          Map.entry("--fixed-cidr 192.0.2.10/1", "--fixed-cidr 172.17.1.0/24"),
          Map.entry("--default-gateway 192.0.2.10", "--default-gateway 172.17.0.9"),
          Map.entry("--mtu 1", "--mtu 1400"),
          Map.entry("base=192.0.2.10/1,size=1", "base=10.0.0.0/8,size=24"),
          Map.entry("bridge=OPTION=1", "bridge=com.docker.network.driver.mtu=1400"),
          Map.entry("--dns-opt OPTION", "--dns-opt ndots:1"),
          Map.entry("192.0.2.10:8080:80", "192.0.2.10:8080"),
          Map.entry("expect container web not down", "expect container web not stopped"),
          Map.entry("expect container any not down", "expect container any not stopped"),
          Map.entry("expect network web not down", "expect network bridge not internal"),
          Map.entry("expect device host web", "expect device host eth0"),
          Map.entry("expect resolves laptop web", "expect resolves laptop example.com"),
          Map.entry("1 host/eth0", "0 host/eth0"));

  private static Session session(Language language) {
    try {
      EngineSettings engine = EngineSettings.defaults(EngineVersion.DEFAULT.profile());
      SimLab lab = SimLab.open(new LabSettings(engine, "course", LabSettings.DEFAULT_SEED));
      Session session = new Session(Session.commands(lab, language, new MemoryFiles()));
      run(session, "docker run -d --name web -p 8080:80 nginx", 80);
      return session;
    } catch (LabException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String run(Session session, String line, int columns) {
    ByteArrayOutputStream screen = new ByteArrayOutputStream();
    session.run(line, new Terminal(columns, screen::writeBytes));
    return screen.toString(StandardCharsets.UTF_8).replace("\r", "");
  }

  /** The forms of a command that its help shows, with what stands for other things. */
  private static Set<String> forms(String topic, String help) {
    String head = "(?:^|, |   )(" + Pattern.quote(topic) + "(?: [^\\s:;,.][^\\n]*?)?)";
    Matcher form =
        Pattern.compile(
                head + "(?= ?[\u00a0\u202f]?[:;] | {2}|\\n|, " + topic + " |$)", Pattern.MULTILINE)
            .matcher(help.replaceAll("(?m)^[^:\n]*\\.$", "").replaceAll("(?m)^ +", ""));
    Set<String> forms = new LinkedHashSet<>();
    while (form.find()) {
      forms.addAll(expanded(form.group(1)));
    }
    return forms;
  }

  /** A form without what it may do without, then with each part of that, and each alternative. */
  private static List<String> expanded(String form) {
    return unbracketed(form).stream().flatMap(one -> alternatives(one).stream()).toList();
  }

  private static List<String> unbracketed(String form) {
    int open = form.indexOf('[');
    if (open < 0) {
      return List.of(form);
    }
    int depth = 0;
    int close = open;
    do {
      char c = form.charAt(close++);
      depth += c == '[' ? 1 : c == ']' ? -1 : 0;
    } while (depth > 0);
    String before = form.substring(0, open);
    List<String> rests = unbracketed(form.substring(close));
    List<String> all = new ArrayList<>();
    rests.forEach(rest -> all.add(before + rest));
    unbracketed(form.substring(open + 1, close - 1))
        .forEach(inner -> all.add(before + inner + rests.get(0)));
    return all;
  }

  private static List<String> alternatives(String form) {
    List<String[]> words = Stream.of(form.strip().split(" +")).map(w -> w.split("\\|")).toList();
    Set<String> all = new LinkedHashSet<>();
    for (int i = 0; i < words.size(); i++) {
      for (String other : words.get(i)) {
        List<String> some = new ArrayList<>();
        words.forEach(word -> some.add(word[0]));
        some.set(i, other);
        all.add(String.join(" ", some));
      }
    }
    return List.copyOf(all);
  }

  /** What is typed for a form. */
  private static String typed(String form) {
    String typed = form.replaceAll(" ?\\.\\.\\.", "");
    for (Map.Entry<String, String> meta : METAVARIABLES) {
      typed =
          Pattern.compile("(?<![\\p{L}\\d-])(?:" + meta.getKey() + ")(?![\\p{L}\\d])")
              .matcher(typed)
              .replaceAll(meta.getValue());
    }
    for (Map.Entry<String, String> here : HERE) {
      typed = typed.replace(here.getKey(), here.getValue());
    }
    return typed;
  }

  private static Set<String> lines(Session session, String topic) {
    String help = run(session, "help " + topic, 1000).replaceFirst("(?s)\n(Example|Exemple).*", "");
    Set<String> forms = forms(topic, help);
    if (topic.equals("engine")) {
      Matcher option = Pattern.compile("(?<=  )--\\S+(?: [^\\s-]\\S*)?").matcher(help);
      option.results().forEach(o -> forms.addAll(expanded("engine " + o.group())));
    }
    return forms.stream()
        .filter(form -> !form.endsWith(" ...") && !form.equals("expect"))
        .map(HelpWordsTest::typed)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  @Test
  void everyFormThatHelpShowsIsUnderstood() {
    List<String> wrong = new ArrayList<>();
    int typed = 0;
    for (String topic : TOPICS) {
      Session session = session(Language.EN);
      run(session, "host$ tcpdump -w /tmp/x.pcap -c 1 -i eth0 & ping -c 1 192.0.2.20; wait", 80);
      for (String line : lines(session, topic)) {
        typed++;
        String said = run(session, line.replaceFirst("\\bmine", "mine" + typed), 80);
        if (session.status() > 1) {
          wrong.add(line + "\n" + said);
        }
      }
      session.lab().close();
    }
    assertEquals("", String.join("\n", wrong));
    assertTrue(typed > 100, "only " + typed + " lines");
  }

  @Test
  void bothLanguagesShowTheSame() {
    Session english = session(Language.EN);
    Session french = session(Language.FR);
    for (String topic : TOPICS) {
      assertEquals(lines(english, topic), lines(french, topic));
    }
    english.lab().close();
    french.lab().close();
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void allOfItFitsANarrowTerminalAndAProjector(Language language) {
    Session session = session(language);
    List<String> wide = new ArrayList<>();
    List<String> topics = new ArrayList<>(session.commands().topics());
    topics.add("");
    for (String topic : topics) {
      for (int columns : new int[] {60, 80}) {
        run(session, "help " + topic, columns)
            .lines()
            .filter(line -> Columns.of(line) > columns)
            .forEach(line -> wide.add(topic + " at " + columns + ": " + line));
      }
    }
    assertEquals("", String.join("\n", wide));
    session.lab().close();
  }

  /** Whether there is help about each of these words. */
  private static boolean areWords(Session session, String text) {
    for (String word : text.replaceAll("\\.\\.\\.|\\$", "").split(" ")) {
      run(session, "help " + word, 80);
      if (session.status() != 0) {
        return false;
      }
    }
    return true;
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void whatTheOverviewShowsCanBeTyped(Language language) {
    Session words = session(language);
    List<String> wrong = new ArrayList<>();
    for (String line : run(words, "help", 1000).lines().filter(l -> l.startsWith(" ")).toList()) {
      for (String form : line.replaceFirst("^ \\p{L}*", "").strip().split(" {2,}")) {
        String command = form.replaceFirst("^\\w+# ", "");
        boolean told = command.contains(",") || !areWords(words, command.split(" ")[0]);
        for (String one : told || areWords(words, form) ? List.<String>of() : expanded(form)) {
          Session session = session(language);
          String said = run(session, typed(one), 80);
          if (session.status() > 1) {
            wrong.add(one + ": " + said);
          }
          session.lab().close();
        }
      }
    }
    assertEquals(List.of(), wrong);
    words.lab().close();
  }

  @Test
  void whatTheShellsPageNamesIsThere() {
    Session session = session(Language.EN);
    List<String> wrong = new ArrayList<>();
    String page = run(session, "help shell", 1000).lines().toList().get(1);
    for (String form : page.strip().split(" {2,}")) {
      for (String one : expanded(form)) {
        String said = run(session, "timeout 1 " + one + " < /dev/null", 80);
        if (session.status() == 127 || said.contains("does not model")) {
          wrong.add(one + ": " + said);
        }
      }
    }
    assertEquals(List.of(), wrong);
    session.lab().close();
  }

  @Test
  void everyFactThatCanBeExpectedIsNamed() {
    Session session = session(Language.EN);
    String help = run(session, "help expect", 80);
    for (String of : List.of("container any", "network bridge", "device host eth0")) {
      String facts = run(session, "expect " + of + " nonsense", 80).replaceAll("\\s+", " ");
      assertTrue(facts.contains(" is none of: "), facts);
      for (String fact : facts.replaceFirst(".*none of: ", "").replace("[2]", "").split("[, ]+")) {
        assertTrue(help.matches("(?s).*\\b" + fact + "\\b.*"), fact + " of " + of);
      }
    }
    session.lab().close();
  }
}
