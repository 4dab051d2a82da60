package passerelle.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/** Lines that are wider than the terminal are folded so that one sees what belongs together. */
class FoldTest {
  private static String folded(TextLine line, int width) {
    return Fold.of(line, width).stream().map(TextLine::text).collect(Collectors.joining("\n"));
  }

  private static String folded(String text, int width) {
    return folded(TextLine.of(text), width);
  }

  @Test
  void aLineThatFitsStaysAsItIs() {
    assertEquals("  one   two", folded("  one   two", 11));
  }

  @Test
  void whatBeginsAtTheMarginGoesOnALittleIndentedAndWhatIsIndentedBelowItself() {
    assertEquals("one two\n  three", folded("one two three", 11));
    assertEquals("  one two\n  three", folded("  one two three", 11));
    assertEquals(
        "1. one two three four five six\n   seven",
        folded("1. one two three four five six seven", 32));
  }

  @Test
  void theLastColumnOfATableGoesOnInItsColumn() {
    assertEquals(
        " why    what became of the packets of\n        the last command",
        folded(" why    what became of the packets of the last command", 40));
  }

  @Test
  void aColumnTooFarToTheRightToGoOnBelowItselfBeginsALineOfItsOwn() {
    assertEquals(
        " See  graph\n        what is wired to what",
        folded(" See  graph                what is wired to what", 30));
    assertEquals(
        "capture list\n  packets by device",
        folded("capture list            packets by device", 30));
    assertEquals(
        "  eth0  veth\n          <--> web/eth0",
        folded("  eth0  veth              <--> web/eth0", 30));
  }

  @Test
  void codeInASentenceIsToldFromItsWordsAlsoWhereItIsFolded() {
    String sentence = "So `ip -br link` shows it, `a";
    assertEquals("So `ip -br\nlink`\nshows it,\n`a", folded(TextLine.markdown(sentence), 10));
    String setOff =
        Fold.of(TextLine.markdown(sentence), 10).stream()
            .flatMap(line -> line.pieces().stream())
            .map(piece -> piece.tone() == Tone.CODE ? "<" + piece.setOff() + ">" : piece.setOff())
            .collect(Collectors.joining());
    assertEquals("So <ip -br><link>shows it,`a", setOff);
  }

  @Test
  void theThingsOfAListStayWhole() {
    assertEquals(
        "  --bip ADDRESS/N  --bridge NAME\n  --dns ADDRESS  --mtu N",
        folded("  --bip ADDRESS/N  --bridge NAME  --dns ADDRESS  --mtu N", 42));
  }

  @Test
  void noBreakSpacesAndAddressesDoNotBreak() {
    assertEquals("pont\u00a0:\n  02:00:00:00:02:10", folded("pont\u00a0: 02:00:00:00:02:10", 20));
    assertEquals(
        "il dit «\u00a0ah\u00a0»\n  et part", folded("il dit «\u00a0ah\u00a0» et part", 15));
  }

  @Test
  void aRuleStandsOnALineOfItsOwnBeforeItIsBroken() {
    TextLine line =
        TextLine.of("0.008  host/eth0  filter DOCKER 1 => ACCEPT: ")
            .plus(Tone.RULE, "-d 172.17.0.2/32 ! -i docker0 -p tcp --dport 80 -j ACCEPT")
            .hanging(18);
    assertEquals(
        "0.008  host/eth0  filter DOCKER 1 => ACCEPT:\n"
            + "    -d 172.17.0.2/32 ! -i docker0 -p tcp --dport 80 -j ACCEPT",
        folded(line, 62));
    assertEquals(
        "0.008  host/eth0  filter DOCKER 1 => ACCEPT:\n"
            + "    -d 172.17.0.2/32 ! -i docker0 -p tcp --dport 80\n"
            + "        -j ACCEPT",
        folded(line, 56));
    assertEquals(
        "0.008  host/eth0  filter DOCKER 1\n"
            + "                => ACCEPT:\n"
            + "    -d 172.17.0.2/32 ! -i docker0\n"
            + "        -p tcp --dport 80\n"
            + "        -j ACCEPT",
        folded(line, 33));
  }

  @Test
  void aCommandThatIsBrokenCanBePasted() {
    TextLine line =
        TextLine.of("2. ")
            .plus(Tone.COMMAND, "iptables -A X -m comment --comment \"a - b - c\" -j DROP")
            .hanging(3);
    assertEquals(
        "2. iptables -A X -m comment \\\n"
            + "       --comment \"a - b - c\" \\\n"
            + "       -j DROP",
        folded(line, 31));
  }

  @Test
  void wideCharactersTakeTwoColumnsAndAccentsOfTheirOwnNone() {
    assertEquals("漢字漢字\n  漢字", folded("漢字漢字 漢字", 8));
    assertEquals("e\u0301e\u0301e\u0301 a", folded("e\u0301e\u0301e\u0301 a", 5));
  }

  @Test
  void tonesStayWithTheirWords() {
    TextLine line = TextLine.of("one ").plus(Tone.BAD, "two three").plus(" four");
    assertEquals(
        List.of(Tone.PLAIN, Tone.BAD, Tone.BAD, Tone.PLAIN),
        Fold.of(line, 8).stream()
            .flatMap(l -> l.pieces().stream())
            .filter(piece -> !piece.text().isBlank())
            .map(TextLine.Piece::tone)
            .toList());
  }

  @Property(tries = 300)
  void nothingIsLostAndNoWordIsBroken(
      @ForAll
          @StringLength(max = 200)
          @CharRange(from = ' ', to = '!')
          @CharRange(from = 'a', to = 'd')
          String text,
      @ForAll @IntRange(min = 10, max = 90) int width) {
    List<String> lines = Fold.of(text, width);
    assertEquals(words(text), words(String.join(" ", lines)));
    int longest = words(text).stream().mapToInt(String::length).max().orElse(0);
    for (String line : lines) {
      boolean oneWord = words(line).size() <= 1 || longest > width / 3;
      assertTrue(line.length() <= width || oneWord, () -> line + " of " + text);
    }
  }

  private static List<String> words(String text) {
    return List.of(text.strip().split(" +"));
  }
}
