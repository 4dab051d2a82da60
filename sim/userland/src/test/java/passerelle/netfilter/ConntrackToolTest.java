package passerelle.netfilter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code conntrack} changes the table of connections. */
class ConntrackToolTest {
  private static final List<String> DELETE = List.of("conntrack", "-D", "-p", "udp");
  private final Shell shell = new Shell(1);

  @Test
  void itDeletesWhatItIsTold() {
    String ends = " -s 172.17.0.2 -d 198.51.100.80 --sport 5000 --dport ";
    shell.ok("conntrack -I -p udp" + ends + "53 -t 30");
    shell.ok("conntrack -I -p tcp" + ends + "80 -t 30 --state SYN_SENT");
    assertEquals(
        "conntrack v1.4.8 (conntrack-tools): 1 flow entries have been deleted.\n",
        shell.run(DELETE, "").err());
    assertEquals(1, shell.ok("conntrack -L").lines().count());
    assertEquals(1, shell.run(DELETE, "").status());
  }
}
