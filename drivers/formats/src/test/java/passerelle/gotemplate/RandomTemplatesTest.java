package passerelle.gotemplate;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

/** Whatever is typed as a template, the answer is a text or Go's complaint, and it comes soon. */
class RandomTemplatesTest {
  private static final Map<String, Object> DATA =
      Map.of(
          "Name",
          "web",
          "List",
          List.of("b", "a", 1, true),
          "Map",
          Map.of("k", Map.of("x", 1.5)),
          "Int",
          7);

  private static final List<String> PIECES =
      List.of(
          "{{",
          "}}",
          "{{- ",
          " -}}",
          "{{/*",
          "*/}}",
          "{{end}}",
          "{{else}}",
          "(",
          ")",
          "|",
          ".",
          " ",
          "$x",
          ":=",
          "=",
          ",",
          "\"",
          "`",
          "'",
          "\\",
          "%",
          "-",
          "nil",
          "true",
          "index ",
          "print ",
          "printf ",
          "len ",
          ".Name",
          ".List",
          ".Map",
          "1",
          "0",
          "1e9",
          "0x1p3",
          "2i",
          "99999999999",
          "range ",
          "if ",
          "with ",
          "define ",
          "template ",
          "block ",
          "break",
          "continue",
          "eq ",
          "and ",
          "or ",
          "not ",
          "json ",
          "split ",
          "join ",
          "pad ",
          "truncate ",
          "\n",
          "é",
          "😀",
          "\ud800",
          "\u0000",
          "\"a\"",
          "\"%[2]*.[1]*f|%z\"",
          "\"x\"",
          "{{range .List}}",
          "{{range 9}}",
          "{{if .Name}}",
          "{{with .Map}}",
          "{{define \"x\"}}",
          "{{template \"x\" .}}",
          "{{printf \"%999999d\" 1}}",
          "{{$x := print $x $x}}",
          "{{range 999999999}}",
          "slice ",
          "call ",
          "html ",
          "urlquery ",
          "{{.Name}}");

  @Property(tries = 20_000, seed = "20")
  void randomTemplatesAnswerOrComplain(@ForAll("templates") String template) {
    answer(template);
  }

  @Provide
  Arbitrary<String> templates() {
    Arbitrary<String> anything = Arbitraries.strings().ofMaxLength(3);
    return Arbitraries.frequencyOf(Tuple.of(30, Arbitraries.of(PIECES)), Tuple.of(1, anything))
        .list()
        .ofMaxSize(14)
        .map(pieces -> String.join("", pieces));
  }

  @Test
  void templatesThatGrowWithoutEndStop() {
    List<String> hostile =
        List.of(
            "{{range 999999999}}{{end}}",
            "{{range 999999999}}{{range 999999999}}x{{end}}{{end}}",
            "{{define \"x\"}}{{template \"x\" .}}{{end}}{{template \"x\" .}}",
            "{{define \"x\"}}{{if 1}}{{with (print 1)}}{{template \"x\" .}}{{end}}{{end}}{{end}}"
                + "{{template \"x\"}}",
            "{{$x := \"ab\"}}{{range 99}}{{$x = print $x $x}}{{end}}{{$x}}",
            "{{$x := printf \"%999999d\" 1}}{{range 99999}}{{$y := split $x \"\"}}{{end}}",
            "{{printf \"" + "%[1]999999d".repeat(2_000) + "\" 1}}",
            "{{pad \"x\" 999999999 999999999}}",
            "{{" + "(".repeat(100_000),
            "{{print " + "(print ".repeat(5_000) + "1" + ")".repeat(5_000) + "}}",
            "{{if 1}}".repeat(50_000),
            "{{block \"a\" .}}".repeat(50_000),
            "{{if 1}}{{else if 1}}".repeat(20_000),
            "{{.a" + ".b".repeat(100_000) + "}}",
            "{{" + "$x := ".repeat(50_000) + "1}}");
    for (String template : hostile) {
      String answer = answer(template);
      assertTrue(answer.length() < 5_000_000, "a bounded answer");
    }
  }

  @Test
  void deepTemplatesFitTheStackOfAnyThread() throws InterruptedException {
    String nested = "{{if 1}}".repeat(150) + "x" + "{{end}}".repeat(150);
    String recursive =
        "{{define \"x\"}}{{print (print (print (print .)))}}{{if .}}{{template \"x\""
            + " .}}{{end}}{{end}}{{template \"x\" 1}}";
    String parenthesised = "{{" + "(print ".repeat(150) + "1" + ")".repeat(150) + "}}";
    List<Throwable> thrown = new CopyOnWriteArrayList<>();
    Runnable all =
        () -> {
          for (String template : List.of(nested, recursive, parenthesised)) {
            answer(template);
          }
        };
    Thread small = new Thread(null, all, "small stack", 512 * 1024);
    small.setUncaughtExceptionHandler((thread, e) -> thrown.add(e));
    small.start();
    small.join();
    assertTrue(thrown.isEmpty(), thrown::toString);
  }

  /** What a template answers; anything but Go's complaint gets out and fails the test. */
  private static String answer(String template) {
    try {
      return DockerTemplates.parse("", template).execute(DATA, MissingKey.INVALID);
    } catch (GoTemplateException e) {
      return e.getMessage();
    }
  }
}
