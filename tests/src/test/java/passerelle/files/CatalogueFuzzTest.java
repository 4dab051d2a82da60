package passerelle.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import passerelle.image.CatalogueException;
import passerelle.image.ImageCatalogue;

/** Whatever stands in an image catalogue, it is read or refused in one line. */
class CatalogueFuzzTest {
  @Provide
  Arbitrary<String> catalogues() {
    Arbitrary<String> values =
        Arbitraries.of(
            "x",
            "''",
            "[]",
            "{}",
            "[x, y]",
            "{a: b}",
            "*a",
            "&a [*a]",
            "&a x",
            "!!int 1",
            "~",
            "99999999999999999999",
            "99999999999999999999 weeks",
            "999999999 years",
            "9e9GB",
            "99999999999MB",
            "-1",
            "65536/tcp",
            "0",
            "\"\\e[2J\"",
            "[[[[]]]]",
            "{a: {b: c}}",
            "? x",
            "- x",
            "|",
            "\t",
            "%YAML",
            "\u0000");
    Arbitrary<String> keys =
        Arbitraries.of(
            "names",
            "id",
            "size",
            "age",
            "entrypoint",
            "cmd",
            "env",
            "workdir",
            "user",
            "expose",
            "labels",
            "toolset",
            "files",
            "services",
            "log",
            "exit",
            "stopsignal",
            "stop",
            "port",
            "bogus");
    Arbitrary<String> entries =
        keys.flatMap(key -> values.map(value -> "    " + key + ": " + value + "\n"));
    return entries
        .list()
        .ofMaxSize(5)
        .map(some -> "images:\n  - names: x\n" + String.join("", some));
  }

  @Property(tries = 1000)
  void isReadOrRefusedInOneLine(@ForAll("catalogues") String text) {
    read(text);
  }

  @Property(tries = 300)
  void anyTextIsReadOrRefusedInOneLine(@ForAll String text) {
    read(text);
  }

  @Example
  void listsWithinEachOtherDoNotExhaustTheStack() {
    read("images: " + "[".repeat(500_000));
    read("{a: ".repeat(200_000));
    read("- ".repeat(200_000));
  }

  private static void read(String text) {
    try {
      ImageCatalogue.parse("mine.yaml", text).find("x");
    } catch (CatalogueException refused) {
      assertEquals(1, refused.getMessage().lines().count(), refused.getMessage());
    }
  }
}
