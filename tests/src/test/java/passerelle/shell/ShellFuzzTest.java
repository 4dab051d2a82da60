package passerelle.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import passerelle.effort.Effort;
import passerelle.sim.core.LabRandom;
import passerelle.sim.shell.Dialect;

/** Random and mutated command lines get an answer, and leave nothing behind. */
@Tag("campaign")
class ShellFuzzTest {
  private static final int LINES = Effort.of(3_000, 20_000);
  private static final int LINES_PER_PLACE = 100;

  private static final List<String> SEEDS =
      List.of(
          "for i in 1 2 3; do echo $i | grep -v 2; done",
          "while read a b; do echo \"$b\" $((a+1)); done < f",
          "x=$(seq 5 | awk '{s+=$1} END{print s/NR, $0}'); echo ${x%% *} ${#x} \"${x:-d}\"",
          "f() { local y=$1; [ \"$y\" -gt 2 ] && return 1; f $((y+1)); }; f 0 || echo $?",
          "case $x in a*|[b-d]?) echo 1;; *) sed -n 's/\\(a\\)b*/\\1/gp' f;; esac",
          "sleep 1 & kill %1; wait; jobs; echo a | tee f g | sort -k2,2n -u | uniq -c",
          "{ echo out; echo err >&2; } 2>&1 > f | cat; (cd /; ls -l | head -n 3) &> g",
          "printf '%5.2f|%-8s|%x\\n' 3.14159 abc 255 | tr a-z A-Z | cut -d'|' -f2- | xargs -n1",
          "if ! [[ abc == a* && -f f ]]; then exit 3; elif true; then set -- a 'b c'; fi; echo $#"
              + " \"$@\"",
          "cat <<E | awk -F: '/a/ {gsub(/b/, \"[&]\"); print NR\": \"$2}'\na:b\nE",
          "grep -nE -A1 '(a|b)+[[:digit:]]{1,3}$' f; timeout 2 sleep 5; env A=1 sh -c 'echo $A'",
          "sed -e ':a;N;$!ba;s/\\n/,/g' -e '1,/x/!d' f | rev | paste -s | expr 1 + 2 \\* 3",
          "echo {a,b}{1..3} *.txt $'\\t' `echo hi` ~ $RANDOM ; until false; do break; done; trap"
              + " 'echo x' EXIT");

  private static final String CHARACTERS =
      "abz019 $`\"'\\|&;<>(){}[]!*?=+-/~#%^:.,\n\t\u00e9\u0000@_";

  @Test
  void everyLineGetsAnAnswerAndNothingIsLeft() {
    LabRandom random = new LabRandom(20_260_101L);
    int done = 0;
    while (done < LINES) {
      Dialect dialect = random.nextInt(2) == 0 ? Dialect.BASH : Dialect.ASH;
      done += assertTimeoutPreemptively(Duration.ofMinutes(5), () -> runSome(dialect, random));
    }
  }

  /** Runs lines until one ends the shell, or it has had enough of them; how many. */
  private static int runSome(Dialect dialect, LabRandom random) {
    ShellBench bench = new ShellBench(dialect);
    bench.scheduler().setBudget(20_000);
    int done = 0;
    boolean goesOn = true;
    while (goesOn && done < LINES_PER_PLACE) {
      String line = line(random);
      ShellResult result = bench.run(line);
      assertFalse(result.output().contains("defect"), () -> line + "\n" + result.output());
      goesOn = bench.run("echo next").output().equals("next\n");
      String unquoted = line.replaceAll("[\\\\'\"]", "");
      assertTrue(
          goesOn || unquoted.contains("exit"), () -> "the next line was swallowed by: " + line);
      done++;
    }
    bench.close();
    assertEquals(0, bench.scheduler().processes().size());
    return done;
  }

  private static String line(LabRandom random) {
    StringBuilder line = new StringBuilder(SEEDS.get(random.nextInt(SEEDS.size())));
    if (random.nextInt(4) == 0) {
      line.setLength(0);
    }
    int changes = random.nextInt(6) + (line.length() == 0 ? 20 : 0);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(line.length() + 1);
      switch (random.nextInt(4)) {
        case 0 -> line.insert(at, CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
        case 1 -> line.delete(at, Math.min(line.length(), at + 1 + random.nextInt(4)));
        case 2 -> line.insert(at, piece(random));
        default ->
            line.insert(at, " " + CHARACTERS.charAt(random.nextInt(CHARACTERS.length())) + " ");
      }
    }
    return line.toString();
  }

  /** A part of one of the seeds. */
  private static String piece(LabRandom random) {
    String seed = SEEDS.get(random.nextInt(SEEDS.size()));
    int from = random.nextInt(seed.length());
    return seed.substring(from, Math.min(seed.length(), from + 1 + random.nextInt(20)));
  }
}
