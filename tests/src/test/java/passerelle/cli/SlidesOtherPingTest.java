package passerelle.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Answers of another ping than the one that is there, and how commands are written. */
class SlidesOtherPingTest extends SlideDecks {
  @Test
  void aPingOfAnotherMakeHasTheSameShape() throws Exception {
    tally(
        "5 (same: 2, same shape: 3, different: 0, needs a value: 0, not supported: 0, not a command"
            + " of this lab: 0)",
        """
        # Ping
        ```
        $ ping -c 2 127.0.0.1
        PING 127.0.0.1 (127.0.0.1): 56 data bytes
        64 bytes from 127.0.0.1: icmp_seq=0 ttl=64 time=0.193 ms
        64 bytes from 127.0.0.1: icmp_seq=1 ttl=64 time=0.193 ms

        --- 127.0.0.1 ping statistics ---
        2 packets transmitted, 2 packets received, 0.0% packet loss
        round-trip min/avg/max/stddev = 0.193/0.193/0.193/0.000 ms
        $ docker run -d --name web alpine sleep 600
        $ docker exec web ping -c 1 127.0.0.1
        PING 127.0.0.1 (127.0.0.1) 56(84) bytes of data.
        64 bytes from 127.0.0.1: icmp_seq=1 ttl=64 time=0.193 ms

        --- 127.0.0.1 ping statistics ---
        1 packets transmitted, 1 received, 0% packet loss, time 0ms
        rtt min/avg/max/mdev = 0.193/0.193/0.193/0.000 ms
        $ ip netns add red; ip -n red link add d0 type dummy; ip -n red link set d0 up; ip -n red a add 10.0.0.2/16 dev d0
        $ ip netns exec red ping -c 1 -W 1 10.0.0.9
        PING 10.0.0.9 (10.0.0.9): 56 data bytes

        --- 10.0.0.9 ping statistics ---
        1 packets transmitted, 0 packets received, 100% packet loss
        ```
        """);
  }

  @Test
  void aPingThatFailsIsNotOneThatGoesWell() throws Exception {
    tally(
        "1 (same: 0, same shape: 0, different: 1",
        """
        # Ping
        ```
        $ ping -c 1 127.0.0.1
        PING 127.0.0.1 (127.0.0.1): 56 data bytes

        --- 127.0.0.1 ping statistics ---
        1 packets transmitted, 0 packets received, 100% packet loss
        ```
        """);
  }

  @Test
  void bracketsInBracketsAreNobodysWords() throws Exception {
    tally(
        "1 (same: 1",
        """
        # NAT
        ```bash
        iptables -t nat -A PREROUTING -j DNAT --to-destination [<ipaddr>[-<ipaddr>]][:port[-port[/port]]]
        iptables -t nat -A PREROUTING -j REDIRECT --to-ports <port>[-<port>]
        iptables -m module -...address
        iptables -S
        ```
        """);
    assertTrue(out().contains("in the text                   5  iptables -m module"), out());
  }

  @Test
  void labelsMayStandBeforeCommands() throws Exception {
    tally(
        "3 (same: 3",
        """
        # Networks
        ```
        CMD -> docker network create <NETWORK_NAME>
        EX  -> docker network create secure-network
        ```
        List them:
        ```
        CMD -> docker network ls
        ```
        """);
  }

  @Test
  void anApplicationThatStandsInHasTheShellThatIsAskedFor() throws Exception {
    tally(
        "1 (same: 0, same shape: 0, different: 0, needs a value: 0, not supported: 0, not a command"
            + " of this lab: 0, presumed: 1)",
        """
        # Shell
        ```bash
        docker run --rm --entrypoint /bin/bash mon-image -c 'echo oui'
        ```
        """);
  }
}
