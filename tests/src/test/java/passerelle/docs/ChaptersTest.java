package passerelle.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The simulated kernel reads as a book: its chapters have numbers, its classes their twins. */
class ChaptersTest {
  private static final Path KERNEL = Path.of("../sim/kernel/src/main/java/passerelle/sim");
  private static final Path USERLAND = Path.of("../sim/userland/src/main/java/passerelle/sim");
  private static final Pattern DOCUMENTED =
      Pattern.compile(
          "/\\*\\*((?:(?!\\*/).)*)\\*/\\s*(?:@\\w+(?:\\([^)]*\\))?\\s*)*"
              + "(?:public |abstract |final |sealed )*(?:class|interface|record|enum) ",
          Pattern.DOTALL);

  /** A file, a structure, a function or a standard, or that there is none. */
  private static final Pattern TWIN =
      Pattern.compile("\\.[ch]\\b|\\{@code|RFC|net/|/proc|\\btwins?\\b|get_random");

  @Test
  void eachClassOfTheKernelNamesItsTwinOrSaysThatItHasNone() throws IOException {
    try (Stream<Path> all = Files.walk(KERNEL)) {
      List<Path> silent =
          all.filter(p -> p.toString().endsWith(".java"))
              .filter(p -> !p.endsWith("package-info.java"))
              .filter(p -> !TWIN.matcher(described(p)).find())
              .toList();
      assertEquals(List.of(), silent);
    }
  }

  private static String described(Path source) {
    try {
      Matcher text = DOCUMENTED.matcher(Files.readString(source));
      return text.find() ? text.group(1) : "";
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void eachChapterSaysItsNumber() throws IOException {
    List<Path> chapters =
        Stream.concat(
                Stream.of("core uapi link sched netfilter ipset bridge ip ipv4 ipv6".split(" ")),
                Stream.of("socket netns netlink".split(" ")))
            .map(KERNEL::resolve)
            .toList();
    List<Path> others =
        Stream.of("tty", "process", "shell", "userland").map(USERLAND::resolve).toList();
    for (Path chapter : Stream.concat(chapters.stream(), others.stream()).toList()) {
      String text = Files.readString(chapter.resolve("package-info.java"));
      assertTrue(text.startsWith("/**\n * Chapter "), chapter.toString());
    }
  }
}
