package passerelle.cli.real;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a real lab need not take back. */
class OnlyLookingTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "docker ps",
        "docker ps -a --format '{{.Names}} {{json .Ports}}'",
        "docker logs web",
        "docker network ls",
        "docker exec web ip addr",
        "docker exec -ti web ping -c 1 db",
        "ip addr",
        "ip -br -4 a",
        "ip route get 192.0.2.1",
        "ip -d link show docker0",
        "sudo iptables -t nat -nvL",
        "iptables -nvL FORWARD --line-numbers",
        "iptables -S",
        "ping -c 2 router && echo yes || echo no",
        "curl -s http://192.0.2.10:8080/ | head -1",
        "sysctl net.ipv4.ip_forward",
        "cat /etc/hosts; ls -l",
        "tcpdump -c 1 -ni docker0 icmp",
        "bridge fdb show",
        ""
      })
  void theseOnlyLook(String line) {
    assertTrue(OnlyLooking.is(line), line);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "docker run -d nginx",
        "docker network create app",
        "docker network rm app",
        "docker rm -f web",
        "docker exec web ip link set eth0 down",
        "docker exec -ti web sh",
        "ip link add br0 type bridge",
        "ip addr flush dev eth0",
        "ip netns exec blue ip link set lo up",
        "iptables -A FORWARD -j DROP",
        "iptables -t nat -F",
        "echo 1 > /proc/sys/net/ipv4/ip_forward",
        "sysctl -w net.ipv4.ip_forward=0",
        "ping router &",
        "docker ps; docker stop web",
        "docker ps && docker kill $(docker ps -q)",
        "X=1",
        "cd /tmp",
        "curl -o page http://web/",
        "curl -sO http://web/page",
        "tcpdump -w t.pcap",
        "tcpdump -nw t.pcap",
        "hostname other",
        "env ip link set eth0 down",
        "ss -K dst 192.0.2.20",
        "unknown"
      })
  void theseMayChangeSomething(String line) {
    assertFalse(OnlyLooking.is(line), line);
  }
}
