package passerelle.real.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import passerelle.addr.Family;
import passerelle.netfilter.Hook;
import passerelle.netfilter.Rule;
import passerelle.real.read.RulesParser;

class CountersTest {
  private static final String BEFORE =
      """
      *filter
      :FORWARD DROP [5:300]
      :USER - [0:0]
      [7:420] -A FORWARD -j USER
      [2:120] -A FORWARD -i eth0 -j ACCEPT
      [0:0] -A FORWARD -p tcp -j DROP
      [1:60] -A USER -p udp -j RETURN
      [4:240] -A USER -p icmp -j DROP
      COMMIT
      """;

  private static final RuleBook RULES =
      RuleBook.of(RulesParser.parse(Family.IPV4, BEFORE), Map.of());

  private static Counters counters(String saved) {
    return Counters.of(RulesParser.parse(Family.IPV4, saved));
  }

  private static List<String> told(String after, boolean wasDropped) {
    Counters since = counters(after).since(counters(BEFORE));
    List<String> told = new ArrayList<>();
    new CountedSteps(RULES, since, rule -> true)
        .walk(
            Hook.FORWARD,
            wasDropped,
            matched -> told.add(matched.chain() + " " + matched.number()) && !matched.drops());
    return told;
  }

  @Test
  void followsTheRulesWhoseCountersGrew() {
    String after = BEFORE.replace("[7:420]", "[8:504]").replace("[2:120]", "[3:204]");
    assertEquals(List.of("FORWARD 1", "FORWARD 2"), told(after, false));
  }

  @Test
  void goesIntoAChainAndStopsAtTheRuleThatDrops() {
    String after = BEFORE.replace("[7:420]", "[8:504]").replace("[4:240]", "[5:324]");
    assertEquals(List.of("FORWARD 1", "USER 2"), told(after, true));
  }

  @Test
  void blamesNoRuleThatDropsForAPacketThatWentOn() {
    String after = BEFORE.replace("[0:0] -A FORWARD", "[1:60] -A FORWARD");
    assertEquals(List.of(), told(after, false));
  }

  @Test
  void knowsWhatAPacketCannotHaveMatched() {
    Plausible packet = new Plausible("eth0", "docker0", 6, "NEW");
    assertTrue(packet.test(Rule.of("! -i docker0 -o docker0 -p tcp -m tcp --dport 80 -j ACCEPT")));
    assertTrue(packet.test(Rule.of("-i eth+ -j ACCEPT")));
    assertFalse(packet.test(Rule.of("-i docker0 -j ACCEPT")));
    assertFalse(packet.test(Rule.of("-p udp -j ACCEPT")));
    assertFalse(packet.test(Rule.of("-m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT")));
  }

  @Test
  void givesEachCountedPacketOnce() {
    Counters counters = counters(BEFORE);
    Counters.Rule rule = new Counters.Rule("filter", "USER", 1);
    assertTrue(counters.take(rule));
    assertFalse(counters.take(rule));
  }
}
