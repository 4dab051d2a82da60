package passerelle.netfilter;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import passerelle.sim.userland.iptables.ToolRun;

/** Whatever is typed, the tools answer with a status and a line, and the rules stay printable. */
class RandomCommandLinesTest {
  private static final String[] TOOLS = {
    "iptables", "ip6tables", "iptables-save", "iptables-restore", "conntrack"
  };
  private static final String[] WORDS = {
    "-A",
    "-D",
    "-I",
    "-R",
    "-L",
    "-S",
    "-F",
    "-Z",
    "-N",
    "-X",
    "-E",
    "-P",
    "-C",
    "-t",
    "-c",
    "-w",
    "filter",
    "nat",
    "raw",
    "mangle",
    "INPUT",
    "FORWARD",
    "POSTROUTING",
    "PREROUTING",
    "X",
    "Y",
    "1",
    "0",
    "-1",
    "99999999999",
    "!",
    "-s",
    "-d",
    "-i",
    "-o",
    "-p",
    "-f",
    "-m",
    "-j",
    "-g",
    "tcp",
    "udp",
    "icmp",
    "10.0.0.1",
    "10.0.0.0/8",
    "::1",
    "fd00::/8",
    "a,b",
    "--dport",
    "--sport",
    "80",
    "80:90",
    ":",
    "",
    "--syn",
    "--tcp-flags",
    "SYN",
    "conntrack",
    "--ctstate",
    "NEW",
    "--ctdir",
    "multiport",
    "--dports",
    "80,443",
    "limit",
    "--limit",
    "5/s",
    "mark",
    "--mark",
    "0x1/0xf",
    "comment",
    "--comment",
    "statistic",
    "--mode",
    "nth",
    "--every",
    "iprange",
    "--src-range",
    "-",
    "DNAT",
    "--to-destination",
    "1.2.3.4:80",
    "[::1]:80",
    "MASQUERADE",
    "--to-ports",
    "REJECT",
    "--reject-with",
    "LOG",
    "--log-prefix",
    "--log-level",
    "MARK",
    "--set-mark",
    "ACCEPT",
    "DROP",
    "owner",
    "--uid-owner",
    "length",
    "--length",
    "ttl",
    "--ttl-eq",
    "TTL",
    "--ttl-set",
    "-n",
    "-v",
    "--",
    "--line-numbers",
    "--foo=bar",
    "-jACCEPT",
    "-nvL",
    "é\u0000",
    "--icmp-type",
    "3/4",
    "-o",
    "extended",
    "--orig-src",
    "--state",
    "-u",
    "ASSURED",
    "TCPMSS",
    "--set-mss",
    "physdev"
  };

  @Property(tries = 400, seed = "5")
  void noCommandLineThrowsOrIsLeftUnanswered(@ForAll long seed) {
    Random random = new Random(seed);
    Shell shell = new Shell(1);
    for (int i = 0; i < 50; i++) {
      List<String> argv = new ArrayList<>(List.of(TOOLS[random.nextInt(TOOLS.length)]));
      int length = random.nextInt(12);
      for (int j = 0; j < length; j++) {
        argv.add(WORDS[random.nextInt(WORDS.length)]);
      }
      StringBuilder stdin = new StringBuilder("*filter\n");
      for (int j = 0; j < length; j++) {
        stdin.append(WORDS[random.nextInt(WORDS.length)]);
        stdin.append(random.nextInt(4) == 0 ? '\n' : ' ');
      }
      ToolRun run = shell.run(argv, stdin + "\nCOMMIT\n");
      assertTrue(run.status() == 0 || !run.err().isEmpty(), argv + " failed without a word");
    }
    for (Table table : Table.values()) {
      String text = shell.ok("iptables -t " + table.label() + " -S");
      for (String line : text.lines().filter(l -> l.startsWith("-A")).toList()) {
        List<String> words = IptablesSyntax.words(line);
        Rule rule = Rule.of(line.substring(("-A " + words.get(1)).length()));
        assertTrue(line.endsWith(rule.text()), line);
      }
    }
  }
}
