package passerelle.netfilter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import passerelle.addr.Family;
import passerelle.sim.userland.iptables.ToolRun;

/**
 * Several hundred rules as iptables 1.8.11 took, refused and printed them. In the recordings a line
 * {@code =} gives table, chain and rule; {@code !} what was printed, then the status; {@code S} the
 * lines of {@code -S}, {@code V} of {@code -L -n -v}, {@code L} of {@code -L}.
 */
@DisplayName("iptables reads and prints rules as iptables 1.8.11 does")
class RecordedRulesTest {

  private record Case(String command, List<String> answers) {}

  @Test
  void ipv4RulesAreTakenRefusedAndPrintedAsRecorded() throws IOException {
    check("iptables", "iptables-rules.txt", 600);
  }

  @Test
  void ipv6RulesAreTakenRefusedAndPrintedAsRecorded() throws IOException {
    check("ip6tables", "ip6tables-rules.txt", 50);
  }

  @Test
  void whatIsPrintedReadsBackAsTheSameRule() throws Exception {
    for (Case each : read("iptables-rules.txt")) {
      for (String answer : each.answers) {
        if (answer.startsWith("S ") && !each.command.contains("a b")) {
          List<String> words = IptablesSyntax.words(answer);
          Rule rule = IptablesSyntax.parseRule(Family.IPV4, words.subList(3, words.size()));
          assertEquals(
              rule,
              IptablesSyntax.parseRule(Family.IPV4, IptablesSyntax.words(rule.text())),
              answer);
        }
      }
    }
  }

  private static void check(String tool, String file, int atLeast) throws IOException {
    List<String> wrong = new ArrayList<>();
    List<Case> cases = read(file);
    for (Case each : cases) {
      List<String> got = answers(tool, IptablesSyntax.words(each.command));
      if (!got.equals(each.answers)) {
        wrong.add(
            "= "
                + each.command
                + "\nexpected "
                + String.join("\n         ", each.answers)
                + "\ngot      "
                + String.join("\n         ", got));
      }
    }
    assertTrue(cases.size() >= atLeast, "only " + cases.size() + " cases");
    assertEquals("", String.join("\n", wrong), wrong.size() + " of " + cases.size() + " differ");
  }

  private static List<String> answers(String tool, List<String> words) {
    Shell shell = new Shell(1);
    shell.ok(tool + " -t filter -N CH");
    shell.ok(tool + " -t nat -N CH");
    String table = words.get(0);
    String chain = words.get(1);
    List<String> argv = new ArrayList<>(List.of(tool, "-t", table, "-A", chain));
    argv.addAll(words.subList(2, words.size()));
    ToolRun run = shell.run(argv, "");
    List<String> out = new ArrayList<>();
    (run.out() + run.err()).lines().forEach(l -> out.add("! " + l));
    if (run.status() != 0) {
      out.add("[" + run.status() + "]");
      return out;
    }
    String list = tool + " -t " + table;
    shell.ok(list + " -S " + chain).lines().skip(1).forEach(l -> out.add("S " + l));
    shell.ok(list + " -L " + chain + " -n -v").lines().skip(2).forEach(l -> out.add("V " + l));
    shell.ok(list + " -L " + chain).lines().skip(2).forEach(l -> out.add("L " + l));
    return out;
  }

  private static List<Case> read(String file) throws IOException {
    List<Case> cases = new ArrayList<>();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                RecordedRulesTest.class.getResourceAsStream(file), StandardCharsets.UTF_8))) {
      for (String line : in.lines().toList()) {
        if (line.startsWith("= ")) {
          cases.add(new Case(line.substring(2), new ArrayList<>()));
        } else {
          cases.get(cases.size() - 1).answers.add(line);
        }
      }
    }
    return cases;
  }
}
