package passerelle.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sets of addresses, as ipset 7.22 and iptables 1.8.11 show them on Linux 6.18. */
class IpsetTest {
  private static final String NO_SET = "ipset v7.22: The set with the given name does not exist\n";
  private final ToolLab lab = new ToolLab();

  @AfterEach
  void close() {
    lab.close();
  }

  private String run(String command) {
    return lab.run(command).output();
  }

  /** Commands that say nothing. */
  private void silent(String... commands) {
    for (String command : commands) {
      assertEquals("", run(command), command);
    }
  }

  @Test
  void aHashListsInTheOrderOfTheKernelsHash() {
    silent(
        "ipset create a hash:ip initval 0x86c0b2ea",
        "ipset add a 10.0.0.1",
        "ipset add a 10.0.0.4-10.0.0.6",
        "ipset add a 10.0.1.0/30");
    assertEquals(
        "ipset v7.22: Element cannot be added to the set: it's already added\n",
        run("ipset add a 10.0.0.0/24"));
    assertEquals(
        """
        Name: a
        Type: hash:ip
        Revision: 6
        Header: family inet hashsize 1024 maxelem 65536 bucketsize 12 initval 0x86c0b2ea
        Size in memory: 576
        References: 0
        Number of entries: 9
        Members:
        10.0.1.0
        10.0.1.3
        10.0.0.1
        10.0.1.1
        10.0.0.4
        10.0.0.5
        10.0.0.6
        10.0.0.0
        10.0.1.2
        """,
        run("ipset list a"));
    assertEquals("a\n", run("ipset list -n"));
  }

  @Test
  void networksHaveATimeAndExceptions() {
    silent(
        "ipset create n hash:net timeout 300 initval 0x04ccd1c5",
        "ipset add n 10.1.0.0/16",
        "ipset add n 10.2.0.0/16 timeout 20",
        "ipset add n 10.3.0.0/16 timeout 0",
        "ipset add n 10.1.2.0/24 nomatch",
        "ipset add n 10.9.9.9");
    assertEquals("Warning: 10.1.3.4 is in set n.\n", run("ipset test n 10.1.3.4"));
    assertEquals("10.1.2.4 is NOT in set n.\n", run("ipset test n 10.1.2.4"));
    lab.pass(0.01);
    assertEquals(
        """
        create n hash:net family inet hashsize 1024 maxelem 65536 timeout 300 bucketsize 12 initval 0x04ccd1c5
        add n 10.2.0.0/16 timeout 19
        add n 10.1.0.0/16 timeout 299
        add n 10.1.2.0/24 timeout 299 nomatch
        add n 10.9.9.9 timeout 299
        add n 10.3.0.0/16 timeout 0
        """,
        run("ipset save n"));
    assertTrue(run("ipset list -t n").contains("Size in memory: 776\n"));
    lab.pass(20);
    assertEquals("10.2.0.1 is NOT in set n.\n", run("ipset test n 10.2.0.1"));
  }

  @Test
  void portsHaveCountersAndComments() {
    silent(
        "ipset create p hash:ip,port counters comment initval 0x4dc30deb",
        "ipset add p 10.0.0.1,80",
        "ipset add p 10.0.0.1,udp:53 comment \"dns here\"",
        "ipset add p 10.0.0.1,tcp:8000-8002");
    String list = run("ipset list p");
    assertTrue(list.contains("Size in memory: 721\n"), list);
    assertTrue(
        list.endsWith(
            """
            Members:
            10.0.0.1,tcp:80 packets 0 bytes 0
            10.0.0.1,tcp:8000 packets 0 bytes 0
            10.0.0.1,tcp:8001 packets 0 bytes 0
            10.0.0.1,udp:53 packets 0 bytes 0 comment "dns here"
            10.0.0.1,tcp:8002 packets 0 bytes 0
            """),
        list);
  }

  @Test
  void aBitmapCoversARange() {
    silent("ipset create b bitmap:port range 10-20 timeout 7", "ipset add b 12-14");
    assertEquals("ipset v7.22: Element is out of the range of the set\n", run("ipset add b 5"));
    assertTrue(
        run("ipset list b").contains("Header: range 10-20 timeout 7\nSize in memory: 168\n"));
    silent("ipset create i bitmap:ip range 192.168.0.0/24", "ipset add i 192.168.0.7");
    assertTrue(run("ipset list i").contains("Header: range 192.168.0.0-192.168.0.255\n"));
  }

  @Test
  void aRangeOfAddressesBecomesNetworks() {
    silent("ipset create q hash:net", "ipset add q 10.0.0.5-10.0.0.9");
    assertEquals(
        "add q 10.0.0.5\nadd q 10.0.0.6/31\nadd q 10.0.0.8/31\n",
        run("ipset save -s q").replaceFirst("create .*\n", ""));
  }

  @Test
  void itRefusesInTheKernelsWords() {
    silent("ipset create a hash:ip maxelem 2", "ipset create n hash:net");
    assertEquals(
        "ipset v7.22: Set cannot be created: set with the same name already exists\n",
        run("ipset create a hash:ip"));
    silent("ipset create a hash:ip -exist", "ipset add a 10.0.0.1", "ipset add a 10.0.0.2");
    assertEquals(
        "ipset v7.22: Hash is full, cannot add more elements\n", run("ipset add a 10.0.0.3"));
    assertEquals(
        "ipset v7.22: Element cannot be deleted from the set: it's not added\n",
        run("ipset del a 10.0.0.9"));
    silent("ipset -! del a 10.0.0.9");
    assertEquals(NO_SET, run("ipset add nosuch 10.0.0.1"));
    assertEquals(
        "ipset v7.22: The sets cannot be swapped: their type does not match\n",
        run("ipset swap a n"));
    assertEquals(
        "ipset v7.22: Syntax error: cannot parse foo: resolving to IPv4 address failed\n",
        run("ipset add a foo"));
    assertEquals(
        "ipset v7.22: Unknown argument: `foo'\nTry `ipset help' for more information.\n",
        run("ipset add a 10.0.0.9 foo"));
    assertEquals(
        "ipset v7.22: Syntax error: typename 'foo:bar' is unknown\n",
        run("ipset create x foo:bar"));
    assertEquals(
        "ipset: Passerelle does not model sets of type list:set\n", run("ipset create l list:set"));
  }

  @Test
  void aRuleAsksASet() {
    silent(
        "ip link set lo up",
        "ipset create a hash:ip counters initval 1",
        "iptables -A INPUT -m set --match-set a src -j DROP",
        "iptables -A INPUT -m set ! --match-set a src,dst -j ACCEPT",
        "iptables -A OUTPUT -j SET --add-set a dst --exist");
    assertTrue(run("ping -c 1 -W 1 127.0.0.1").contains("1 packets transmitted, 0 received"));
    assertEquals("add a 127.0.0.1 packets 1 bytes 84\n", run("ipset save a").split("(?<=\n)")[1]);
    assertEquals(
        """
        -P INPUT ACCEPT
        -A INPUT -m set --match-set a src -j DROP
        -A INPUT -m set ! --match-set a src,dst -j ACCEPT
        """,
        run("iptables -S INPUT"));
    assertTrue(run("iptables -nL OUTPUT").endsWith("0.0.0.0/0            add-set a dst exist\n"));
    assertTrue(run("ipset list -t a").contains("References: 3\n"));
    assertEquals(
        "ipset v7.22: Set cannot be destroyed: it is in use by a kernel component\n",
        run("ipset destroy a"));
    silent("iptables -F", "ipset destroy a");
  }

  @Test
  void aRuleNamesASetThatIsThere() {
    String hint = "Try `iptables -h' or 'iptables --help' for more information.\n";
    String start = "iptables v1.8.11 (nf_tables): ";
    assertEquals(
        start + "Set nosuch doesn't exist.\n\n" + hint,
        run("iptables -A INPUT -m set --match-set nosuch src -j DROP"));
    assertEquals(
        start + "You must specify (the comma separated list of) 'src' or 'dst'.\n" + hint,
        run("iptables -A INPUT -m set --match-set a foo -j DROP"));
    assertEquals(
        start + "You must specify `--match-set' with proper arguments\n" + hint,
        run("iptables -A INPUT -m set -j DROP"));
    assertEquals(
        start + "--match-set requires two args.\n" + hint,
        run("iptables -A INPUT -m set --match-set a"));
    assertEquals(
        start + "--match-set can be specified only once\n" + hint,
        run("iptables -A INPUT -m set --match-set q src --match-set r src"));
    assertEquals(
        start + "You must specify either `--add-set' or `--del-set' or `--map-set'\n" + hint,
        run("iptables -A INPUT -j SET"));
  }
}
