package passerelle.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages for newcomers name files, packages and classes: those that are there. */
class ContributingTest {
  private static final Path TOP = Path.of("..");
  private static final Pattern PATH =
      Pattern.compile("[a-z]+(?:/[\\w.-]+)+(?:\\.java|\\.md|\\.txt)?");
  private static final Pattern PACKAGE = Pattern.compile("passerelle(?:\\.[a-z][a-z0-9]*)+");
  private static final Pattern METHOD =
      Pattern.compile("\\b([A-Z][A-Za-z]+)\\.([a-z][A-Za-z]+)\\b");
  private static final Pattern CLASS =
      Pattern.compile("([A-Z][a-z0-9]+[A-Z]?[A-Za-z0-9]*)(?:\\.[a-z]\\w+)?(?:\\(\\))?");
  private static final Pattern QUALIFIED =
      Pattern.compile("(?<![\\w./])((?:[a-z][a-z0-9]*\\.)+)([A-Z]\\w+)");
  private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");

  private static List<Path> sources() throws IOException {
    try (Stream<Path> all = Files.walk(TOP)) {
      return all.filter(p -> p.toString().endsWith(".java")).toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"docs/ARCHITECTURE.md", "CONTRIBUTING.md"})
  void everyFileAndPackageThatIsNamedIsThere(String page) throws IOException {
    String text = Files.readString(TOP.resolve(page));
    List<Path> sources = sources();
    Set<String> missing = new TreeSet<>();
    Matcher code = CODE.matcher(text);
    while (code.find()) {
      String word = code.group(1);
      boolean ours =
          word.matches("(drivers|sim|real|cli/core|tests)/src/.*|(scenarios|lessons|docs)/.*");
      if (ours && !Files.exists(TOP.resolve(word))) {
        missing.add(word);
      }
      if (word.matches("[A-Z]\\w+\\.java") && sources.stream().noneMatch(p -> p.endsWith(word))) {
        missing.add(word);
      }
    }
    Matcher named = PACKAGE.matcher(text);
    while (named.find()) {
      Path directory = Path.of(named.group().replace('.', '/'));
      if (sources.stream().noneMatch(p -> p.getParent().endsWith(directory))) {
        missing.add(named.group());
      }
    }
    assertEquals(Set.of(), missing);
  }

  /** And what else reads like a class is one of the JDK, or stands here with what it is. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "docs/ARCHITECTURE.md",
        "docs/RATIONALE.md",
        "CONTRIBUTING.md",
        "cli/README.md",
        "drivers/README.md",
        "real/README.md",
        "scenarios/README.md",
        "sim/README.md",
        "web/README.md"
      })
  void everyClassThatIsNamedIsThere(String page) throws IOException {
    Set<String> known = new TreeSet<>(Set.of("DefaultGatewayIPv4")); // a field of docker inspect
    sources().forEach(p -> known.add(p.getFileName().toString().replace(".java", "")));
    Set<String> missing = new TreeSet<>();
    int found = 0;
    Matcher code = CODE.matcher(Files.readString(TOP.resolve(page)));
    while (code.find()) {
      Matcher type = CLASS.matcher(code.group(1));
      if (type.matches()) {
        found++;
        if (!known.contains(type.group(1)) && !isOfTheJdk(type.group(1))) {
          missing.add(code.group(1));
        }
      }
    }
    assertEquals(Set.of(), missing);
    assertTrue(found > 0, "it names classes");
  }

  /** A class with its package before it, in pages and in the texts of packages, is in that one. */
  @Test
  void everyClassThatIsNamedWithItsPackageIsInIt() throws IOException {
    List<Path> sources = sources();
    Set<String> names = new TreeSet<>();
    sources.forEach(p -> names.add(p.getFileName().toString()));
    Set<String> wrong = new TreeSet<>();
    for (Path page : pages()) {
      Matcher named = QUALIFIED.matcher(Files.readString(page).replaceAll("(?<=\\.)\n \\* ", ""));
      while (named.find()) {
        String name = named.group(2) + ".java";
        Path file = Path.of(named.group(1).replace('.', '/'), name);
        if (names.contains(name) && sources.stream().noneMatch(p -> p.endsWith(file))) {
          wrong.add(page + ": " + named.group());
        }
      }
    }
    assertEquals(Set.of(), wrong);
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> all = Files.walk(TOP)) {
      return all.filter(p -> p.endsWith("README.md") || p.endsWith("package-info.java")).toList();
    }
  }

  private static boolean isOfTheJdk(String name) {
    return Stream.of("lang", "util", "util.concurrent", "util.concurrent.locks", "security")
        .map(part -> "java/" + part.replace('.', '/') + "/" + name + ".class")
        .anyMatch(file -> ClassLoader.getSystemResource(file) != null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"docs/ARCHITECTURE.md"})
  void everyMethodOnAPacketsWayIsThere(String page) throws IOException {
    List<Path> sources = sources();
    Matcher method = METHOD.matcher(Files.readString(TOP.resolve(page)));
    int found = 0;
    while (method.find()) {
      String type = method.group(1);
      String name = method.group(2);
      if (name.equals("md")) {
        continue;
      }
      found++;
      boolean there = false;
      for (Path source : sources) {
        there |=
            source.endsWith(type + ".java") && Files.readString(source).contains(" " + name + "(");
      }
      assertTrue(there, type + "." + name);
    }
    assertTrue(found > 12, "the drawing names methods");
  }
}
