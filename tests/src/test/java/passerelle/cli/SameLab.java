package passerelle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import passerelle.cli.lab.Lab;
import passerelle.cli.lab.SimLab;

/** Whether two simulated labs are the same to the last counter that anybody can look at. */
public final class SameLab {
  private SameLab() {}

  /** Asserts it, moments and connections included. */
  public static void check(Lab expected, Lab actual, String hint) {
    assertEquals(expected.kernel().clock().now(), actual.kernel().clock().now(), hint);
    assertEquals(expected.namespaces(), actual.namespaces(), hint);
    for (String netns : expected.namespaces()) {
      assertEquals(
          expected.kernel().view().snapshot(netns).toString().replace(", ", ",\n"),
          actual.kernel().view().snapshot(netns).toString().replace(", ", ",\n"),
          hint);
    }
    String look =
        "docker ps -a --no-trunc; docker network ls; docker inspect $(docker ps -aq);"
            + " docker network inspect $(docker network ls -q); ip -s link; ps; ls -R /root /tmp;"
            + " iptables -nvL; iptables -t nat -nvL; conntrack -L";
    assertEquals(Labs.run((SimLab) expected, look), Labs.run((SimLab) actual, look), hint);
  }
}
