package passerelle.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import passerelle.cli.command.Pages;

/** French calls one thing by one word: that of lessons/fr/glossaire.md. */
class GlossaryTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Path GLOSSARY = ROOT.resolve("lessons/fr/glossaire.md");

  /** Texts that rightly say it in other words, with the English term that stands in them. */
  private static final Set<String> SAID_OTHERWISE =
      Set.of(
          // The object of the sentence is named by its verb, or by a pronoun.
          "firewall.nodnat packet",
          "without.iptables rule",
          "lesson.right lab",
          "lesson.not-yet lab",
          "option.pace lab",
          "beside file",
          "repl.welcome step",
          "repl.welcome.real step",
          // A file of /dev, no network interface.
          "irregular device",
          // Docker's networks of the driver bridge.
          "firewall.chain.bridge bridge",
          "firewall.jump.bridge bridge",
          // The mode of a network, --network container:NAME, as a title names it.
          "scenarios/library/container-loopback.md container",
          "scenarios/library/container-owner-stops.md container",
          "scenarios/library/container-ports.md container",
          "scenarios/library/container-stack.md container",
          // A word to be typed.
          "help.undo engine",
          "replay.other-engine engine",
          "man ip bridge",
          "man host host",
          "man getent host",
          "man docker host",
          "man docker run host",
          "man docker network ls host",
          "man docker network ls bridge");

  /** The forms of words, each looked for in every text. */
  private static final Map<String, Pattern> PATTERNS = new ConcurrentHashMap<>();

  /** Lists of commands. */
  private static final Set<String> LISTS =
      Set.of("help", "help.shell", "help.expect", "expect.usage");

  /**
   * A row of the glossary.
   *
   * @param english the words that the term translates
   * @param rejected words that must not stand in its place
   */
  private record Term(String french, List<String> english, List<String> rejected) {}

  /** A text of Passerelle's in both languages. */
  private record Text(String name, String english, String french) {}

  private static List<Term> terms() throws IOException {
    return Files.readAllLines(GLOSSARY).stream()
        .filter(line -> line.startsWith("| ") && !line.matches("\\| (?:terme|---) .*"))
        .map(line -> line.split("(?<!\\\\)\\|"))
        .map(cells -> new Term(cells[1].strip(), list(cells[2]), list(cells[3])))
        .toList();
  }

  private static List<String> list(String cell) {
    return cell.isBlank() ? List.of() : List.of(cell.strip().split(", "));
  }

  private static List<Text> texts() throws IOException {
    List<Text> texts = new ArrayList<>();
    try (Stream<Path> files = Files.walk(ROOT)) {
      files
          .filter(file -> file.endsWith("messages_fr.properties"))
          .filter(file -> ROOT.relativize(file).toString().contains("src/main/resources"))
          .sorted()
          .forEach(file -> texts.addAll(bundle(file)));
    }
    for (String name : Pages.names()) {
      Map<Language, String> page = Pages.of(List.of(name.split(" "))).orElseThrow().texts();
      if (!page.isEmpty()) {
        texts.add(new Text("man " + name, page.get(Language.EN), page.get(Language.FR)));
      }
    }
    return texts.stream().filter(text -> !LISTS.contains(text.name())).toList();
  }

  private static List<Text> bundle(Path french) {
    Properties fr = load(french);
    Properties en = load(french.resolveSibling("messages_en.properties"));
    return new TreeSet<>(fr.stringPropertyNames())
        .stream().map(key -> new Text(key, en.getProperty(key, ""), fr.getProperty(key))).toList();
  }

  private static Properties load(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }

  /** French prose: texts, and pages without their code. */
  private static Map<String, String> prose() throws IOException {
    Map<String, String> prose = new LinkedHashMap<>();
    texts().forEach(text -> prose.put(text.name(), withoutCommands(text.french())));
    List<Path> pages = new ArrayList<>(List.of(ROOT.resolve("README.fr.md")));
    try (Stream<Path> lessons = Files.list(ROOT.resolve("lessons/fr"))) {
      lessons.filter(page -> !page.equals(GLOSSARY)).sorted().forEach(pages::add);
    }
    for (Path page : pages) {
      String text = Files.readString(page).replaceAll("(?s)```.*?```|`[^`]*`|\\]\\([^)]*\\)", "");
      prose.put(ROOT.relativize(page).toString(), text.replaceFirst("(?s)^---\n.*?\n---\n", ""));
    }
    for (String directory : List.of("scenarios", "lessons/decks")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(directory))) {
        for (Path file : files.filter(file -> file.toString().endsWith(".md")).toList()) {
          prose.put(ROOT.relativize(file).toString(), captions(Files.readString(file)));
        }
      }
    }
    return prose;
  }

  /** The French captions of a transcript, without their code. */
  private static String captions(String transcript) {
    return Pattern.compile("(?s)<!-- fr:(.*?)-->")
        .matcher(transcript)
        .results()
        .map(caption -> caption.group(1).replaceAll("`[^`]*`", ""))
        .collect(Collectors.joining("\n"));
  }

  /** A text without what would be typed: quoted words, options, capitals, names with a dot. */
  private static String withoutCommands(String text) {
    return text.replaceAll(
            "\"[^\"]*\"|«[^»]*»|--[\\w-]+|Docker Engine|docker(?:"
                + " [a-z-]+){1,2}|\\w+:\\w+|\\w+[$#>]|[\\w.]+\\.\\w+",
            "")
        .replaceAll("(?m)^(?:engine|lesson|capture|trace|docker|diff|plan) .*?(?=  |: | : |$)", "")
        .replaceAll("usage ?: .*", "");
  }

  /** Whether a French text has a word, in one of its forms. */
  private static boolean has(String text, String word) {
    return has(text, word, word.endsWith("er") && !word.equals("fichier"));
  }

  private static boolean has(String text, String word, boolean verb) {
    return PATTERNS.computeIfAbsent(word + verb, key -> pattern(word, verb)).matcher(text).find();
  }

  private static Pattern pattern(String word, boolean verb) {
    String forms =
        verb
            ? Pattern.quote(word.substring(0, word.length() - 2))
                + "(?:er|e|es|ent|te|tent|ant|age|eurs?|ée?s?|i|é)"
            : Stream.of(word.split(" "))
                .map(part -> Pattern.quote(part) + "(?:e?s|x|es|e)?")
                .collect(Collectors.joining("[ \u00a0]"));
    return Pattern.compile(
        "(?<![\\p{L}\\w./-])" + forms + "(?![\\p{L}\\w/-])",
        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }

  @Test
  void noFrenchTextHasAWordThatTheGlossaryRejects() throws IOException {
    List<String> wrong = new ArrayList<>();
    Map<String, String> prose = prose();
    for (Term term : terms()) {
      for (String rejected : term.rejected()) {
        prose.forEach(
            (name, text) -> {
              if (has(text, rejected) && !SAID_OTHERWISE.contains(name + " " + rejected)) {
                wrong.add(name + ": " + rejected + ", say " + term.french());
              }
            });
      }
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void whatEnglishCallsByATermFrenchCallsByItsTerm() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (Text text : texts()) {
      String english = withoutCommands(text.english());
      for (Term term : terms()) {
        for (String word : term.english()) {
          boolean known = SAID_OTHERWISE.contains(text.name() + " " + word);
          if (has(english, word, false) && !known) {
            if (!has(text.french(), term.french())) {
              wrong.add(
                  "\n" + text.name() + ": " + word + " is " + term.french() + ": " + text.french());
            }
          }
        }
      }
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void everyTermIsUsed() throws IOException {
    String all = String.join("\n", prose().values());
    List<Term> terms = terms();
    assertFalse(terms.isEmpty());
    assertEquals(List.of(), terms.stream().filter(term -> !has(all, term.french())).toList());
  }
}
