package passerelle.trace;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import passerelle.cli.Labs;
import passerelle.cli.lab.SimLab;
import passerelle.sim.core.EventLoop;

/** A lab in which packets of all kinds are sent, and every step of theirs is written down. */
public final class TracedTraffic {
  private static final String CONTAINER = "docker exec box ";

  /** What packets are sent by; a line is a command on the machine before the colon. */
  static final List<String> COMMANDS =
      List.of(
          "host: " + CONTAINER + "ping -c 2 198.51.100.80",
          "host: " + CONTAINER + "ping -c 1 192.0.2.1",
          "host: " + CONTAINER + "ping -c 1 -W 4 172.17.0.77",
          "host: " + CONTAINER + "ping -c 1 -W 4 192.0.2.77",
          "host: " + CONTAINER + "ping -c 1 -t 1 198.51.100.80",
          "host: " + CONTAINER + "ping -c 1 -t 2 198.51.100.80",
          "host: " + CONTAINER + "ping -c 1 -s 3000 198.51.100.80",
          "host: " + CONTAINER + "ping -c 1 -s 3000 -M do 198.51.100.80",
          "host: " + CONTAINER + "ping -c 2 -b 172.17.255.255",
          "host: " + CONTAINER + "ping -c 1 10.1.2.3",
          "host: " + CONTAINER + "curl -s -m 3 http://example.com/",
          "host: " + CONTAINER + "curl -s -m 3 http://172.17.0.1:8080/",
          "host: " + CONTAINER + "curl -s -m 3 http://172.17.0.2:81/",
          "host: " + CONTAINER + "curl -s -m 3 http://192.0.2.10:8080/",
          "host: " + CONTAINER + "nslookup example.com 198.51.100.53",
          "host: " + CONTAINER + "traceroute -w 1 -q 1 198.51.100.80",
          "host: " + CONTAINER + "nc -w 1 -u 198.51.100.80 4444 < /etc/hostname",
          "host: ping -c 1 -s 3000 172.17.0.2",
          "host: docker exec -d box ping -c 3 172.17.0.2",
          "host: ping -c 1 -W 1 127.0.0.1",
          "host: ping -c 1 ::1",
          "host: curl -s -m 3 http://[::1]:8080/",
          "host: ping -c 2 -b 192.0.2.255",
          "host: ping -c 2 224.0.0.1",
          "host: curl -s -m 3 http://127.0.0.1:8080/",
          "host: curl -s -m 3 http://172.17.0.2:81/",
          "laptop: curl -s -m 3 http://192.0.2.10:8080/",
          "laptop: curl -s -m 3 http://192.0.2.10:8081/",
          "laptop: curl -s -m 3 http://192.0.2.77/",
          "laptop: ping -c 1 -s 3000 192.0.2.10",
          "laptop: echo hello | nc -u -w 1 192.0.2.10 8080",
          "laptop: arping -c 1 192.0.2.10",
          "internet: ping -c 1 172.17.0.2",
          "internet: curl -s -m 3 http://192.0.2.10:8080/");

  /** What changes the way of those that follow. */
  private static final List<String> CHANGES =
      List.of(
          "host: iptables -I DOCKER-USER -p icmp -j REJECT",
          "host: iptables -I DOCKER-USER -p tcp --dport 80 -j REJECT --reject-with tcp-reset",
          "host: iptables -I DOCKER-USER -j DROP",
          "host: iptables -I OUTPUT -p icmp -j DROP",
          "host: iptables -I OUTPUT -p tcp -j REJECT",
          "host: iptables -I INPUT -p icmp -j DROP",
          "host: iptables -t nat -I OUTPUT -p icmp -j DNAT --to-destination 10.1.2.3",
          "host: iptables -t raw -I PREROUTING -j NOTRACK",
          "host: iptables -F DOCKER-USER",
          "host: iptables -F OUTPUT",
          "host: sysctl -w net.ipv4.ip_forward=0",
          "host: sysctl -w net.ipv4.ip_forward=1",
          "host: sysctl -w net.bridge.bridge-nf-call-iptables=0",
          "host: sysctl -w net.ipv4.icmp_echo_ignore_broadcasts=0",
          "host: ip route del default",
          "host: ip route add blackhole 198.51.100.0/24",
          "host: ip route add unreachable 198.51.100.0/25",
          "host: ip link set eth0 mtu 1000",
          "host: ip link set docker0 down",
          "host: ip link set docker0 up",
          "host: ip neigh flush all",
          "host: ip link add d0 up type dummy; ip route replace 198.51.100.0/26 dev d0",
          "host: docker network disconnect bridge box",
          "host: docker network connect bridge box",
          "host: docker stop web",
          "host: docker start web",
          "host: docker run -d --rm busybox sleep 1",
          "router: ip route del 192.0.2.0/24",
          "router: sysctl -w net.ipv4.ip_forward=0",
          "laptop: ip addr flush dev eth0");

  private final SimLab lab = Labs.open();
  private final List<HopEvent> events = new ArrayList<>();

  /** A lab with two containers and nothing sent yet. */
  public TracedTraffic() {
    run("host: docker run -d --name web -p 8080:80 nginx");
    run("host: docker run -d --name box nicolaka/netshoot sleep 100000");
    pause();
    lab.kernel().machine().tracer().listen(events::add);
  }

  /** Commands of all kinds, some of which change the way of those that follow. */
  public static List<String> random(long seed) {
    Random random = new Random(seed);
    List<String> commands = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      commands.add(CHANGES.get(random.nextInt(CHANGES.size())));
      List<String> some = new ArrayList<>(COMMANDS);
      Collections.shuffle(some, random);
      commands.addAll(some.subList(0, 4));
    }
    return commands;
  }

  /** Runs commands, each a line on the machine before its colon, until nothing is under way. */
  public List<HopEvent> of(List<String> commands) {
    commands.forEach(this::run);
    pause();
    return events;
  }

  private void run(String command) {
    int colon = command.indexOf(": ");
    lab.run(command.substring(0, colon), command.substring(colon + 2), bytes -> true);
  }

  /** Longer than neighbours, fragments and TCP wait for anything. */
  private void pause() {
    lab.kernel().scheduler().advance(600 * EventLoop.SECOND);
  }
}
