package passerelle.real.space;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import passerelle.text.ScreenText;

/** What comes from a terminal comes in pieces: where it is cut changes nothing. */
class ScreenBytesTest {
  @Property(tries = 300)
  void cutsChangeNeitherTextNorLines(@ForAll("outputs") String output, @ForAll("cuts") int piece) {
    StringBuilder text = new StringBuilder();
    PlainBytes plain = new PlainBytes(new ScreenText(text::append));
    pieces(output, piece).forEach(plain::accept);
    plain.accept(new byte[0]);
    String expected = output.replace("\r\n", "\n").replaceAll("\033\\[[0-9;]*m", "");
    assertEquals(expected, text.toString());
  }

  @Property(tries = 300)
  void theMarkIsFoundAndEverythingElseIsShown(
      @ForAll("outputs") String output, @ForAll("cuts") int piece) {
    byte[] mark = ShellWords.beforeStatus("passerelle1x1");
    // What could begin another mark, of a shell below, waits for what comes next: here a full stop.
    String all = output + new String(mark, StandardCharsets.UTF_8) + "130\007" + output + ".";
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    MarkedOutput marked = new MarkedOutput();
    marked.expect(mark);
    pieces(all, piece).forEach(bytes -> marked.accept(bytes, shown::writeBytes));
    assertEquals(OptionalInt.of(130), marked.status());
    assertEquals(output + output + ".", shown.toString(StandardCharsets.UTF_8));
  }

  private static List<byte[]> pieces(String text, int piece) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return IntStream.range(0, (bytes.length + piece - 1) / piece)
        .mapToObj(
            i -> Arrays.copyOfRange(bytes, i * piece, Math.min(bytes.length, (i + 1) * piece)))
        .toList();
  }

  /** Text with what matters: ends of lines, colours, and beginnings of both. */
  @Provide
  Arbitrary<String> outputs() {
    return Arbitraries.of(
            "a",
            "é",
            "世",
            "\r\n",
            "\n",
            "\r",
            "\033",
            "\033[",
            "\033[3",
            "\033[1;32m",
            "\033]passerelle",
            "m",
            "\007")
        .list()
        .ofMaxSize(20)
        .map(parts -> String.join("", parts));
  }

  @Provide
  Arbitrary<Integer> cuts() {
    return Arbitraries.integers().between(1, 9);
  }
}
