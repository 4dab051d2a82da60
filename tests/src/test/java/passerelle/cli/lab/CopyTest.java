package passerelle.cli.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import passerelle.cli.Labs;

/** A copy of a lab, in which why tries things, is like the lab in all that can be observed. */
class CopyTest {
  private static final List<String> COMMANDS =
      List.of(
          "docker run -d --name web -p 8080:80 nginx",
          "docker run -d --name app nicolaka/netshoot sleep 1000",
          "docker network create shop",
          "docker network connect shop web",
          "docker network connect shop app",
          "docker network rm shop",
          "docker exec app ping -c 1 -W 1 192.0.2.20",
          "docker exec app curl -s -m 2 web",
          "docker restart web",
          "docker rm -f web",
          "docker stop -t 0 app",
          "docker start app",
          "curl -s -m 2 localhost:8080",
          "iptables -F",
          "iptables -P FORWARD DROP",
          "iptables -I DOCKER-USER -i eth0 -j DROP",
          "iptables -D DOCKER-USER -i eth0 -j DROP",
          "iptables -t nat -A POSTROUTING -s 10.0.0.0/8 -j MASQUERADE",
          "systemctl restart docker",
          "ip link set docker0 down",
          "ip link set docker0 up",
          "ip route add 10.0.0.0/8 via 192.0.2.1",
          "sysctl -qw net.ipv4.ip_forward=0",
          "echo nameserver 192.0.2.20 > /etc/resolv.conf");

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void afterAnyCommandsACopyIsLikeTheLab(int seed) throws Exception {
    Random random = new Random(seed);
    try (Lab lab = Labs.open()) {
      for (int i = 0; i < 15; i++) {
        lab.run("host", COMMANDS.get(random.nextInt(COMMANDS.size())), bytes -> true);
        lab.settle();
      }
      try (Lab copy = lab.another(lab.recipe().unwatched())) {
        assertEquals(observations(lab), observations(copy));
        assertEquals(written(lab), written(copy), "who wrote the rules");
        lab.run("host", "docker run -d --name late nginx", bytes -> true);
        copy.run("host", "docker run -d --name late nginx", bytes -> true);
        assertEquals(observations(lab), observations(copy), "the same happens in both then");
        assertEquals(written(lab), written(copy), "who wrote the rules since");
      }
    }
  }

  private static List<Object> observations(Lab lab) {
    List<Object> seen = new ArrayList<>(List.of(lab.kernel().clock().now()));
    lab.namespaces().forEach(netns -> seen.add(lab.kernel().view().snapshot(netns)));
    lab.engine().containers().forEach(c -> seen.add(List.of(c.id(), c.name(), c.status())));
    return seen;
  }

  private static List<Object> written(Lab lab) {
    List<Object> all = new ArrayList<>(lab.ledger().gone());
    for (String netns : lab.namespaces()) {
      lab.ledger().chains(netns).forEach(c -> all.add(lab.ledger().lines(netns, c)));
    }
    return all;
  }
}
