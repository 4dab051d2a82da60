package passerelle.scenarios.match;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnifiedDiffTest {
  @Test
  void hunksHaveThreeLinesOfContextAndMergeWhenTheyMeet() {
    String a = lines(1, 30);
    String b = a.replace("l5\n", "").replace("l12\n", "x\ny\n").replace("l25\n", "z\n");
    assertEquals(
        """
        --- a
        +++ b
        @@ -2,14 +2,14 @@
         l2
         l3
         l4
        -l5
         l6
         l7
         l8
         l9
         l10
         l11
        -l12
        +x
        +y
         l13
         l14
         l15
        @@ -22,7 +22,7 @@
         l22
         l23
         l24
        -l25
        +z
         l26
         l27
         l28
        """,
        UnifiedDiff.of("a", a, "b", b));
  }

  @Test
  void emptyTextsAndUnendedLinesAreShownAsDiffShowsThem() {
    assertEquals("", UnifiedDiff.of("a", "x\n", "b", "x\n"));
    assertEquals("--- a\n+++ b\n@@ -0,0 +1 @@\n+x\n", UnifiedDiff.of("a", "", "b", "x\n"));
    assertEquals(
        "--- a\n+++ b\n@@ -1 +1 @@\n-x\n\\ No newline at end of file\n+x\n",
        UnifiedDiff.of("a", "x", "b", "x\n"));
  }

  @Test
  void applyingTheEditsToOneTextGivesTheOther() {
    Random random = new Random(5);
    for (int i = 0; i < 2000; i++) {
      List<String> a = randomLines(random);
      List<String> b = randomLines(random);
      List<String> patched = new ArrayList<>();
      int at = 0;
      for (Edit edit : Edit.between(a, b)) {
        patched.addAll(a.subList(at, edit.from()));
        patched.addAll(b.subList(edit.to(), edit.toEnd()));
        at = edit.fromEnd();
      }
      patched.addAll(a.subList(at, a.size()));
      assertEquals(b, patched);
    }
  }

  private static List<String> randomLines(Random random) {
    return random.ints(random.nextInt(12), 0, 4).mapToObj(String::valueOf).toList();
  }

  private static String lines(int from, int to) {
    return IntStream.rangeClosed(from, to)
        .mapToObj(i -> "l" + i + "\n")
        .collect(Collectors.joining());
  }
}
