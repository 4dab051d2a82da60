package passerelle.sim.netfilter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import passerelle.addr.Family;
import passerelle.netfilter.IptablesException;
import passerelle.netfilter.Rule;
import passerelle.netfilter.Table;
import passerelle.packet.Ipv4Packet;
import passerelle.packet.TcpSegment;
import passerelle.trace.HopEvent;

/**
 * A packet that is traced rule by rule is compared with every rule; any other finds its rules by
 * index in long chains. Verdicts, packets, counters and the rules that matched must not tell which
 * it was.
 */
class WalkEquivalenceTest {
  private static final String[] PORTS = {"80", "443", "8080", "53"};

  private static String rule(Random random) {
    StringBuilder out = new StringBuilder();
    if (random.nextInt(3) == 0) {
      out.append(random.nextInt(4) == 0 ? "! " : "");
      out.append("-d 172.17.0.").append(2 + random.nextInt(6));
      out.append(random.nextInt(5) == 0 ? "/29 " : " ");
    }
    if (random.nextInt(4) == 0) {
      out.append("-s 198.51.100.").append(1 + random.nextInt(3)).append(' ');
    }
    if (random.nextInt(4) == 0) {
      out.append(random.nextBoolean() ? "! " : "").append("-i eth0 ");
    }
    if (random.nextInt(6) == 0) {
      out.append("-o docker+ ");
    }
    if (random.nextInt(2) == 0) {
      out.append(random.nextInt(2) == 0 ? "-p tcp " : "-p udp ");
      if (random.nextInt(6) == 0) {
        out.append("-m limit --limit 1/s ");
      }
      if (random.nextInt(3) > 0) {
        out.append("--dport ").append(PORTS[random.nextInt(PORTS.length)]).append(' ');
      }
    }
    String[] targets = {"", "", "-j ACCEPT", "-j DROP", "-j RETURN", "-j SUB", "-g SUB"};
    return out.append(targets[random.nextInt(targets.length)]).toString().strip();
  }

  private static Ipv4Packet packet(Random random) {
    String from = "198.51.100." + (1 + random.nextInt(4));
    String to = "172.17.0." + (2 + random.nextInt(7));
    int port = Integer.parseInt(PORTS[random.nextInt(PORTS.length)]);
    return random.nextBoolean()
        ? Router.udp(from, 1000, to, port)
        : Router.tcp(from, 1000, to, port, TcpSegment.SYN);
  }

  private static void change(Router router, List<String> commands) {
    commands.forEach(router::rules);
  }

  private static List<String> rules(Random random) {
    List<String> commands = new ArrayList<>();
    commands.add("-N SUB");
    commands.add("-A FORWARD -m conntrack --ctstate INVALID -j DROP");
    int rules = 20 + random.nextInt(40);
    for (int i = 0; i < rules; i++) {
      boolean sub = random.nextInt(3) == 0;
      String rule = rule(random);
      String text = sub ? rule.replaceAll("-[jg] SUB", "") : rule;
      String command = random.nextInt(4) == 0 ? "-I " : "-A ";
      commands.add((command + (sub ? "SUB " : "FORWARD ") + text).strip());
    }
    return commands;
  }

  @Property(tries = 150, seed = "11")
  void theIndexFindsWhatAWalkRuleByRuleFinds(@ForAll long seed) {
    Random random = new Random(seed);
    Router plain = new Router(3);
    Router indexed = new Router(3);
    List<HopEvent> matches = new ArrayList<>();
    indexed.machine.tracer().listen(matches::add);
    Router traced = new Router(3);
    List<HopEvent> events = new ArrayList<>();
    traced.machine.tracer().listenToEveryRule(events::add);
    List<String> commands = rules(random);
    List<Router> all = List.of(plain, indexed, traced);
    all.forEach(router -> change(router, commands));
    for (int i = 0; i < 40; i++) {
      Ipv4Packet packet = packet(random);
      Optional<Ipv4Packet> expected = traced.pass("eth0", packet);
      assertEquals(expected, plain.pass("eth0", packet));
      assertEquals(expected, indexed.pass("eth0", packet));
      if (random.nextInt(5) == 0) {
        String command = random.nextBoolean() ? "-D FORWARD 2" : "-I FORWARD 2 ";
        List<String> more =
            List.of(command.endsWith(" ") ? (command + rule(random)).strip() : command);
        all.forEach(router -> change(router, more));
      }
    }
    assertEquals(traced.counters(Table.FILTER), plain.counters(Table.FILTER));
    assertEquals(traced.connections(), plain.connections());
    events.removeIf(event -> event instanceof HopEvent.RuleEvaluated rule && !rule.matched());
    assertEquals(events, matches);
  }

  @Test
  void aTraceShowsEveryRuleUpToTheVerdictAndOneDrop() {
    Router router = new Router(1);
    router.rules("-A FORWARD -p udp -j ACCEPT");
    router.rules("-A FORWARD -d 172.17.0.2 -j DROP");
    router.rules("-A FORWARD -j ACCEPT");
    List<HopEvent> events = new ArrayList<>();
    router.machine.tracer().listenToEveryRule(events::add);
    router.pass("eth0", Router.tcp("198.51.100.1", 1, "172.17.0.2", 80, TcpSegment.SYN));
    List<String> seen = new ArrayList<>();
    for (HopEvent event : events) {
      if (event instanceof HopEvent.RuleEvaluated rule) {
        seen.add(rule.rule().number() + " " + rule.matched() + " " + rule.verdict());
      } else if (event instanceof HopEvent.Dropped drop) {
        seen.add(drop.reason() + " " + drop.detail());
      } else if (event instanceof HopEvent.HookEntered hook) {
        seen.add(hook.hook().name());
      }
    }
    assertEquals(
        List.of(
            "FORWARD",
            "1 false ",
            "2 true DROP",
            "NETFILTER_DROP table filter, chain FORWARD rule 2: -d 172.17.0.2/32 -j DROP"),
        seen);
  }

  @Test
  void tenThousandRulesAreNotLookedAtOneByOne() throws IptablesException {
    Router router = new Router(1);
    RuleSet rules = router.netfilter.rules(Family.IPV4);
    // The question about the address comes before the port: it counts the rules looked at.
    String rule = "-p tcp -m addrtype --dst-type UNICAST -m tcp --dport %d -j DROP";
    for (int port = 10_000; port < 20_000; port++) {
      rules.append(Table.FILTER, "FORWARD", Rule.of(rule.formatted(port)));
    }
    Ipv4Packet packet = Router.tcp("198.51.100.1", 1, "172.17.0.2", 15_000, TcpSegment.SYN);
    assertEquals(Optional.empty(), router.pass("eth0", packet));
    assertEquals(1, router.stack.addressesAsked);
    String matched =
        router.counters(Table.FILTER).lines().filter(l -> !l.startsWith("[0:")).toList().toString();
    assertTrue(matched.startsWith("[[1:40] ") && matched.contains("--dport 15000 "), matched);
    for (int port = 10_000; port < 20_000; port++) {
      rules.delete(Table.FILTER, "FORWARD", Rule.of(rule.formatted(port)));
    }
    assertTrue(router.pass("eth0", packet).isPresent());
  }
}
