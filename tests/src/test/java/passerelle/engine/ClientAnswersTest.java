package passerelle.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Command lines that docker's client 26.1.5 answers by itself, help and mistakes, with what the
 * real client printed: it was run without an engine, and lines for which it asked for one are left
 * out. Its own help is that of a client with an engine and with Compose.
 */
class ClientAnswersTest {

  @TestFactory
  Stream<DynamicTest> theClientAnswersAsTheRealOneDoes() throws IOException {
    Session session = new Session("26.1");
    return recorded().stream()
        .map(
            block -> {
              String line = block.substring(0, block.indexOf('\n'));
              String expected = block.substring(block.indexOf('\n') + 1);
              return DynamicTest.dynamicTest(
                  "docker " + line, () -> assertEquals(expected, session.run(line)));
            });
  }

  private static List<String> recorded() throws IOException {
    try (InputStream in = ClientAnswersTest.class.getResourceAsStream("client-26.1.txt")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      List<String> blocks = new ArrayList<>(List.of(text.split("(?m)^\\$ docker ")));
      blocks.remove(0);
      return blocks;
    }
  }
}
