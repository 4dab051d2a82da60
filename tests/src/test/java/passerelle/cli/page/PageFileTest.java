package passerelle.cli.page;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import passerelle.files.FileRefusal;

/** The page is one file, and a browser that opens it runs and fetches nothing else. */
class PageFileTest {
  private static final String TELL = "let t=data=>{m.superinterfaces=data[i++];}";
  private static final String ENGINE =
      TELL + ";/*early:*/let a=\"é\",c=1;\nexport { a as open, b };\n";

  @TempDir private Path home;

  @BeforeEach
  void aHomeWithAnEngine() throws IOException {
    Path sources = Files.createDirectories(home.resolve("web/page/src/main/web"));
    try (Stream<Path> files = Files.list(Path.of("../web/page/src/main/web"))) {
      for (Path file : files.toList()) {
        Files.copy(file, sources.resolve(file.getFileName()));
      }
    }
    Files.createDirectories(PageFile.engine(home).getParent());
    Files.writeString(PageFile.engine(home), ENGINE);
    for (String language : new String[] {"en", "fr"}) {
      Path lessons = Files.createDirectories(home.resolve("lessons").resolve(language));
      Files.writeString(lessons.resolve("01-x.md"), "# \"X\"\n</script><img src=x>\n");
    }
  }

  private String html() throws FileRefusal {
    return new PageFile(home).html();
  }

  private static String group(String pattern, String text) {
    Matcher found = Pattern.compile(pattern, Pattern.DOTALL).matcher(text);
    assertTrue(found.find(), pattern);
    return found.group(1);
  }

  @Test
  void thePolicyKnowsTheScriptAndTheStyleByTheirDigestAndConnectsToNothing() throws Exception {
    String html = html();
    String script = group("<script>(.*?)</script>", html);
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
    String policy = group("Content-Security-Policy\" content=\"([^\"]*)\"", html);
    assertTrue(policy.contains("'sha256-" + Base64.getEncoder().encodeToString(digest) + "'"));
    assertTrue(policy.contains("default-src 'none'") && policy.contains("connect-src 'none'"));
    assertFalse(policy.contains("unsafe"), policy);
  }

  /** Of a text with seven bits a character, or sixteen. */
  private static byte[] octets(String text) {
    StringBuilder bits = new StringBuilder();
    for (int c : text.chars().toArray()) {
      int seven = c < 0x200 ? c & 0x7f : "\0\r<".charAt((c >> 9) - 1);
      bits.append(Integer.toBinaryString(seven | 0x80).substring(1));
      bits.append(c < 0x200 ? "" : Integer.toBinaryString(c & 0x1ff | 0x200).substring(1));
    }
    byte[] octets = new byte[bits.length() / 8];
    for (int i = 0; i < octets.length; i++) {
      octets[i] = (byte) Integer.parseInt(bits.substring(8 * i, 8 * i + 8), 2);
    }
    return octets;
  }

  @Test
  void whatIsPackedHasNothingThatHtmlReplaces() {
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    for (int length = 0; length <= all.length; length++) {
      byte[] some = Arrays.copyOf(all, length);
      String text = SevenBits.inHtml(some);
      assertFalse(text.matches("(?s).*[\\x00\r<].*"));
      assertArrayEquals(some, octets(text));
      assertArrayEquals(some, octets(SevenBits.ascii(some)));
    }
  }

  @Test
  void whatIsPackedTakesNoMoreOctetsThanSevenBitsEach() {
    byte[] random = new byte[7000];
    new Random(1).nextBytes(random);
    int octets = SevenBits.inHtml(random).getBytes(StandardCharsets.UTF_8).length;
    assertTrue(octets < 8000, "octets: " + octets);
  }

  /** What the lab's worker runs. */
  private String lab(int part) throws Exception {
    Matcher parts = Pattern.compile("(?s)class=\"lab\">(.*?)</script>").matcher(html());
    byte[] packed = octets(parts.results().skip(part).findFirst().orElseThrow().group(1));
    String text =
        new String(
            new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes(),
            StandardCharsets.UTF_8);
    assertTrue(text.matches("(?s)\\[\\d+, \\{}\\]\n.*"), text);
    return text.substring(text.indexOf('\n') + 1);
  }

  @Test
  void whatTheCompilerRepeatsIsOneOctetAfterALineThatSpellsItOut() {
    String script = "if(a)b();".repeat(2000) + "c();";
    byte[] written = BytePairs.shortened(script);
    assertTrue(written.length < script.length() / 8, "octets: " + written.length);
    String text = new String(written, StandardCharsets.ISO_8859_1);
    String head = text.substring(0, text.indexOf('\n'));
    assertTrue(head.startsWith("[" + script.length() + ", {\"1\": "), head);
    assertTrue(head.contains("\"if(a)b();\""), head);
    StringBuilder spelled = new StringBuilder();
    for (char octet : text.substring(head.length() + 1).toCharArray()) {
      Matcher longer = Pattern.compile("\"" + (int) octet + "\": \"([^\"]+)\"").matcher(head);
      spelled.append(longer.find() ? longer.group(1) : String.valueOf(octet));
    }
    assertEquals(script, spelled.toString());
  }

  @Test
  void aLineOfTheCompilerEndsOnlyWhereTwoWordsWouldBeOne() {
    assertEquals(
        "let a=new B();return\nx;\"a\"+b",
        PageFile.joined("let a\n=new B();\nreturn\nx;\n\"a\"+b"));
  }

  @Test
  void theEngineStandsInItPackedAndAsAScriptThatIsNoModule() throws Exception {
    String lab = lab(0);
    assertTrue(lab.startsWith("\"use strict\";\n"), lab);
    String engine = TELL + ",a=\"\\u00e9\";const lab = {open: a, b: b};\n";
    assertTrue(lab.contains(engine), lab);
    assertTrue(lab.chars().allMatch(c -> c < 128), lab);
    assertEquals("\"use strict\";let c=1;\n", lab(1));
  }

  @Test
  void textsOfTheEngineStandThereAsTheyAre() {
    String engine = "{\"passerelle/a.txt\":\"w6kgIlxc\"\n+\"Igo=\",\"b\":\"eA==\",\"c.d\":\"abc\"}";
    assertEquals(
        "{\"passerelle/a.txt\":btoa(\"\\xc3\\xa9 \\\"\\\\\\\\\\\"\\n"
            + "\"),\"b\":\"eA==\",\"c.d\":\"abc\"}",
        PlainResources.in(engine));
  }

  @Test
  void aLessonCannotEndTheElementItStandsIn() throws Exception {
    assertFalse(html().contains("<img src=x>"));
    assertTrue(lab(0).contains("\\u003cimg src=x"), lab(0));
  }

  @Test
  void nothingIsNamedThatABrowserWouldFetch() throws Exception {
    Pattern fetched = Pattern.compile("<(?:link|img|iframe)\\b|<script[^>]*\\ssrc=|@import|url\\(");
    assertFalse(fetched.matcher(html()).find());
  }

  @Test
  void theElementHasItsEngineAndStylesForItsOwnTree() throws Exception {
    String element = new PageFile(home).element();
    assertTrue(element.contains("customElements.define('passerelle-lab'"));
    assertTrue(element.contains(":host([data-theme=dark])"));
    assertFalse(element.contains(":root"));
    assertFalse(element.contains("</script"));
    assertTrue(element.chars().allMatch(c -> c < 0x80), "not ASCII");
  }

  @Test
  void withoutAnEngineThereIsNoPage() throws IOException {
    Files.delete(PageFile.engine(home));
    FileRefusal refused = assertThrows(FileRefusal.class, this::html);
    assertTrue(refused.name().endsWith("engine.js"), refused.name());
  }
}
