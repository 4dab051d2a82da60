package passerelle.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code nft} over iptables' rules and its own, as nftables 1.1.3 prints them on Linux 6.18. */
class NftTest {
  private final ToolLab lab = new ToolLab();

  @BeforeEach
  void rules() {
    lab.run("iptables -t nat -A PREROUTING -p tcp --dport 80 -j DNAT --to-destination 10.0.0.2:80");
    lab.run("iptables -N MINE");
    lab.run("iptables -A MINE -j RETURN");
    lab.run("iptables -A INPUT -s 10.0.0.0/8 -p icmp -j MINE");
    lab.run("ip6tables -A INPUT -j ACCEPT");
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private String nft(String arguments) {
    return lab.run("nft " + arguments).output();
  }

  @Test
  void chainsAndSetsAreListedWithoutRules() {
    assertEquals(
        """
        table ip nat {
        	chain PREROUTING {
        		type nat hook prerouting priority dstnat; policy accept;
        	}
        }
        table ip filter {
        	chain MINE {
        	}
        	chain INPUT {
        		type filter hook input priority filter; policy accept;
        	}
        }
        """,
        nft("list chains ip"));
    assertEquals("table ip6 filter {\n}\n", nft("list sets ip6"));
    assertEquals("", nft("list counters"));
    assertEquals("", nft("list ruleset inet"));
  }

  @Test
  void eachThingHasANumber() {
    assertEquals(
        """
        table ip filter { # handle 2
        	chain MINE { # handle 1
        		counter packets 0 bytes 0 return # handle 2
        	}

        	chain INPUT { # handle 3
        		type filter hook input priority filter; policy accept;
        		ip saddr 10.0.0.0/8 ip protocol icmp counter packets 0 bytes 0 jump MINE # handle 4
        	}
        }
        """,
        nft("-a list table ip filter"));
    assertEquals(
        "table ip filter {\n\tchain MINE { # handle 1\n"
            + "\t\tcounter packets 0 bytes 0 return # handle 2\n\t}\n}\n",
        nft("--handle list chain ip filter MINE"));
  }

  @Test
  void namesAndCountersMayBeLeftOut() {
    assertEquals(
        """
        table ip filter {
        	chain INPUT {
        		type filter hook input priority 0; policy accept;
        		ip saddr 10.0.0.0/8 ip protocol 1 counter jump MINE
        	}
        }
        """,
        nft("-n -s list chain filter INPUT"));
    assertEquals("nft: invalid option -- 'x'\n", nft("-x list tables"));
  }

  @Test
  void tablesAndChainsAreJsonToo() {
    String head =
        "{\"nftables\": [{\"metainfo\": {\"version\": \"1.1.3\", \"release_name\": \"Commodore"
            + " Bullmoose #4\", \"json_schema_version\": 1}}";
    assertEquals(
        head
            + ", {\"table\": {\"family\": \"ip\", \"name\": \"nat\", \"handle\": 1}}, {\"table\":"
            + " {\"family\": \"ip\", \"name\": \"filter\", \"handle\": 2}}]}\n",
        nft("-j list tables ip"));
    assertEquals(
        head
            + ", {\"chain\": {\"family\": \"ip6\", \"table\": \"filter\", \"name\": \"INPUT\","
            + " \"handle\": 1, \"type\": \"filter\", \"hook\": \"input\", \"prio\": 0, \"policy\":"
            + " \"accept\"}}]}\n",
        nft("-j list chains ip6"));
    assertEquals(head + "]}\n", nft("-j list sets"));
    assertEquals("nft: Passerelle does not model rules in JSON\n", nft("-j list ruleset"));
    nft("add table ip t");
    nft("add chain ip t c { type nat hook prerouting priority -100; }");
    assertEquals(
        "nft: Passerelle does not model nft's expression jhash\n",
        nft("add rule ip t c dnat to jhash ip saddr mod 2 map { 0 : 10.0.0.1 }"));
  }

  private void input() {
    nft("add table inet t");
    nft("add chain inet t c { type filter hook input priority 0; }");
  }

  /** What was typed, and what nft made of it. */
  private static final String[][] LISTED = {
    {"ip saddr 10.7.0.0/24 tcp dport 80 accept", "ip saddr 10.7.0.0/24 tcp dport 80 accept"},
    {"ct state related,established accept", "ct state established,related accept"},
    {"ct state { new, established } accept", "ct state { established, new } accept"},
    {"tcp dport { https, 80, ssh } accept", "tcp dport { 22, 80, 443 } accept"},
    {"tcp dport { 80 } accept", "tcp dport 80 accept"},
    {"meta l4proto tcp tcp dport 80 accept", "tcp dport 80 accept"},
    {"ip protocol tcp tcp dport 80 accept", "ip protocol tcp tcp dport 80 accept"},
    {"meta oifname eth0 accept", "oifname \"eth0\" accept"},
    {"meta iif lo accept", "iif \"lo\" accept"},
    {"iifname != lo counter", "iifname != \"lo\" counter packets 0 bytes 0"},
    {
      "ip saddr { 10.0.0.1, 10.0.0.0/24, 192.168.1.1-192.168.1.9 } drop",
      "ip saddr { 10.0.0.0/24, 192.168.1.1-192.168.1.9 } drop"
    },
    {"ip saddr 1.2.3.4 reject", "ip saddr 1.2.3.4 reject with icmp port-unreachable"},
    {"reject with tcp reset", "meta l4proto tcp reject with tcp reset"},
    {"limit rate 5/minute accept", "limit rate 5/minute burst 5 packets accept"},
    {
      "tcp flags & (fin|syn|rst|ack) == syn drop", "tcp flags & (fin | syn | rst | ack) == syn drop"
    },
    {"meta mark set 5", "meta mark set 0x00000005"},
    {"tcp dport vmap { 80 : drop, 22 : accept }", "tcp dport vmap { 22 : accept, 80 : drop }"},
  };

  @Test
  void rulesAreListedInNftsOwnWay() {
    input();
    StringBuilder expected = new StringBuilder();
    for (String[] rule : LISTED) {
      assertEquals("", nft("add rule inet t c " + rule[0]));
      expected.append("\t\t").append(rule[1]).append('\n');
    }
    assertEquals(
        "table inet t {\n\tchain c {\n"
            + "\t\ttype filter hook input priority filter; policy accept;\n"
            + expected
            + "\t}\n}\n",
        nft("list ruleset inet"));
  }

  @Test
  void whatIsWrongIsUnderlined() {
    input();
    assertEquals(
        """
        Error: syntax error, unexpected string
        add rule inet t c tcp dprt 80 accept
                              ^^^^
        """,
        nft("add rule inet t c tcp dprt 80 accept"));
    assertEquals(
        """
        Error: Statement after terminal statement has no effect
        add rule inet t c drop counter
                               ^^^^^^^
        """,
        nft("add rule inet t c drop counter"));
    assertEquals(
        """
        Error: Could not process rule: Operation not supported
        add rule inet t c masquerade
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        """,
        nft("add rule inet t c masquerade"));
  }

  @Test
  void whatIsToldAtOnceIsDoneAsAWholeOrNotAtAll() {
    assertEquals(
        """
        Error: Could not process rule: No such file or directory
        add table ip a; add rule ip a none accept
                                      ^^^^
        """,
        nft("add table ip a; add rule ip a none accept"));
    assertEquals("table ip nat\ntable ip filter\n", nft("list tables ip"));
  }

  @Test
  void aRuleInAChainOfIptablesIsIptables() {
    nft("add rule ip filter INPUT ip saddr 1.2.3.4 tcp dport 22 drop");
    String rules = lab.run("iptables -S INPUT").output();
    assertEquals(
        "-A INPUT -s 1.2.3.4/32 -p tcp -m tcp --dport 22 -j DROP",
        rules.lines().reduce((first, second) -> second).orElseThrow());
    nft("flush ruleset");
    assertEquals("", nft("list tables"));
  }

  @Test
  void jumpsInACircleAreRefused() {
    input();
    nft("add chain inet t a");
    nft("add rule inet t a jump a");
    assertEquals(
        "Error: Could not process rule: Too many links",
        nft("add rule inet t c jump a").lines().findFirst().orElse(""));
  }
}
