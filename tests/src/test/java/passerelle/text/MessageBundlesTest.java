package passerelle.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every message exists in every language, with the same arguments. */
class MessageBundlesTest {
  /** Texts with fewer letters than this may well be the same in both languages ("OK", "{0} ms"). */
  private static final int SUSPICIOUS_LETTERS = 12;

  /** FILE:KEY of longer texts that are rightly the same in French and English. */
  private static final Set<String> SAME_IN_BOTH = Set.of();

  private static final Pattern ARGUMENT = Pattern.compile("\\{[0-9](?=[:}])");

  /** The tests run in the directory of the module tests, one below the whole. */
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @TestFactory
  Stream<DynamicTest> bundleIsCompleteInBothLanguages() throws IOException {
    List<Path> bundles = englishBundles();
    assertFalse(bundles.isEmpty(), "no message bundle found below " + ROOT);
    return bundles.stream()
        .map(en -> DynamicTest.dynamicTest(ROOT.relativize(en).toString(), () -> check(en)));
  }

  @Test
  void noFrenchBundleStandsAlone() throws IOException {
    for (Path fr : bundles("messages_fr.properties")) {
      assertTrue(
          Files.exists(fr.resolveSibling("messages_en.properties")),
          fr + " has no English counterpart");
    }
  }

  @Test
  void argumentsAreFilledInAndTheRestIsLiteral() {
    Messages french = Messages.of(Language.FR, "passerelle/text/sample");
    assertEquals("l'hôte web a 2 interfaces, {x} et $1", french.get("sample", "web", 2));
    assertThrows(IllegalStateException.class, () -> french.get("sample", "web"));
    assertThrows(IllegalStateException.class, () -> french.get("nothing"));
    assertThrows(IllegalStateException.class, () -> Messages.of(Language.EN, "passerelle/none"));
  }

  private static List<Path> englishBundles() throws IOException {
    return bundles("messages_en.properties");
  }

  private static List<Path> bundles(String name) throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(f -> f.getFileName().toString().equals(name))
          .filter(f -> ROOT.relativize(f).toString().contains("src/main/resources"))
          .sorted()
          .toList();
    }
  }

  private static void check(Path english) throws IOException {
    Properties en = load(english);
    Properties fr = load(english.resolveSibling("messages_fr.properties"));
    assertEquals(
        new TreeSet<>(en.stringPropertyNames()),
        new TreeSet<>(fr.stringPropertyNames()),
        "keys of " + english + " and its French counterpart");
    List<String> wrong = new ArrayList<>();
    for (String key : new TreeSet<>(en.stringPropertyNames())) {
      String e = en.getProperty(key);
      String f = fr.getProperty(key);
      if (!arguments(e).equals(arguments(f))) {
        wrong.add(key + ": arguments " + arguments(e) + " in English, " + arguments(f));
      }
      if (e.contains("''") || f.contains("''")) {
        wrong.add(key + ": an apostrophe is not doubled, since these are no MessageFormats");
      }
      long letters = ARGUMENT.matcher(e).replaceAll("").chars().filter(Character::isLetter).count();
      String place = ROOT.relativize(english).toString().replace('\\', '/') + ":" + key;
      if (e.equals(f) && letters >= SUSPICIOUS_LETTERS && !SAME_IN_BOTH.contains(place)) {
        wrong.add(key + ": the same in both languages: " + e);
      }
    }
    assertTrue(wrong.isEmpty(), english + ":\n" + String.join("\n", wrong));
  }

  private static Set<String> arguments(String text) {
    return ARGUMENT
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Properties load(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    }
    return properties;
  }
}
