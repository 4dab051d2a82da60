package passerelle.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code nft list} over iptables' rules, as nftables 1.1.3 prints them on Linux 6.18. */
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
  }
}
