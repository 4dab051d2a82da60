package passerelle.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What reports look like at a terminal and in a pipe. */
class ReportPrinterTest {
  private static final String SAID = "one two three four\nfive";
  private static final String QUOTED = "+one two three four\n";

  private static String printed(OptionalInt columns) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ReportPrinter printer =
        new ReportPrinter(new PrintStream(bytes, true, StandardCharsets.UTF_8), columns);
    printer.say(SAID);
    printer.quote(QUOTED);
    printer.say("\u001b[2J");
    printer.flush();
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void atATerminalWhatWeSayIsFoldedAndWhatWeQuoteIsNot() {
    assertEquals(
        "one two\n  three four\nfive\n+one two three four\n^[[2J\n", printed(OptionalInt.of(12)));
  }

  @Test
  void inAPipeEachLineIsWhole() {
    assertEquals(SAID + "\n" + QUOTED + "^[[2J\n", printed(OptionalInt.empty()));
  }
}
