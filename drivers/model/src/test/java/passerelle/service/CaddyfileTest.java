package passerelle.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import passerelle.service.Caddyfile.Address;
import passerelle.service.Caddyfile.Site;

/** Caddyfiles as people write them. */
class CaddyfileTest {
  private static Caddyfile read(String text) throws Caddyfile.Fault {
    return Caddyfile.read("Caddyfile", text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "example.org          | example.org | 443  | true",
        "http://example.org   | example.org | 80   | false",
        "https://example.org  | example.org | 443  | true",
        "example.org:8080     | example.org | 8080 | true",
        "http://a.org:8080    | a.org       | 8080 | false",
        "example.org:80       | example.org | 80   | false",
        ":80                  | ''          | 80   | false",
        ":8080                | ''          | 8080 | false",
        ":443                 | ''          | 443  | true",
        "http://              | ''          | 80   | false",
        "https://             | ''          | 443  | true",
      })
  void anAddressTellsHostPortAndWhetherByTls(String written, String host, int port, boolean tls)
      throws Caddyfile.Fault {
    Site site = read(written + " {\n  respond hello\n}\n").sites().get(0);
    assertEquals(List.of(new Address(host, port, tls)), site.addresses());
  }

  @Test
  void aFileOfOneSiteNeedsNoBraces() throws Caddyfile.Fault {
    Site site = read(":80\nreverse_proxy web:8080 # the shop\n").sites().get(0);
    assertEquals(List.of("reverse_proxy", "web:8080"), site.lines().get(0).words());
  }

  @Test
  void globalOptionsAreNoSiteAndSnippetsStandWhereTheyAreImported() throws Caddyfile.Fault {
    List<Site> sites =
        read("{\n  debug\n}\n(common) {\n  encode gzip\n}\na.org, b.org {\n  import common\n}\n")
            .sites();
    assertEquals(1, sites.size());
    assertEquals(2, sites.get(0).addresses().size());
    assertEquals(List.of("encode", "gzip"), sites.get(0).lines().get(0).words());
  }

  @Test
  void quotesHoldWordsTogetherAndAMatcherIsNoArgument() throws Caddyfile.Fault {
    Caddyfile.Line line =
        read(":80 {\n  respond /hi \"good day\" 200\n}\n").sites().get(0).lines().get(0);
    assertEquals("/hi", line.matcher().orElseThrow());
    assertEquals(List.of("good day", "200"), line.arguments());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ":80 {~respond hi              | Caddyfile:2: unexpected EOF",
        ":80~}                         | Caddyfile:2: unexpected '}' because no matching opening"
            + " brace",
        ":80 {~reverse_prox web:80~}   | Caddyfile:2: unrecognized directive: reverse_prox",
        ":80 {~{~}~}                   | Caddyfile:2: unrecognized directive: {",
        ":80 {~route {~nonsense~}~}    | Caddyfile:3: unrecognized directive: nonsense",
      })
  void aFaultIsToldWithItsLine(String text, String message) {
    String file = text.replace('~', '\n') + "\n";
    assertEquals(message, assertThrows(Caddyfile.Fault.class, () -> read(file)).getMessage());
  }

  @RepeatedTest(500)
  void whateverStandsInItIsReadOrIsAFault(RepetitionInfo run) {
    Random random = new Random(run.getCurrentRepetition());
    String[] pieces = {
      "{",
      "}",
      "\n",
      "\n",
      " ",
      ":80 ",
      "a.org, ",
      "respond ",
      "route ",
      "(s) ",
      "import s",
      "@m ",
      "\"",
      "`",
      "#",
      "{$PORT}",
      "/x ",
      "* "
    };
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(30); i > 0; i--) {
      text.append(pieces[random.nextInt(pieces.length)]);
    }
    try {
      read(text.toString())
          .sites()
          .forEach(site -> site.lines().forEach(Caddyfile.Line::arguments));
    } catch (Caddyfile.Fault told) {
      assertEquals("Caddyfile:", told.getMessage().substring(0, 10));
    }
  }
}
