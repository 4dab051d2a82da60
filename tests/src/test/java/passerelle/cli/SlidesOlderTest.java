package passerelle.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What authors leave to the reader, where they still are, and what older tools have printed. */
class SlidesOlderTest extends SlideDecks {
  private void tally(String counts, String text) throws Exception {
    run("slides", "--engine", "29.1", deck("deck.md", text));
    assertTrue(out().contains("commands: " + counts), this::out);
  }

  @Test
  void anAddressInBracketsIsAPlaceholderAndAnIdMayBeMadeUpInItsWholeLength() throws Exception {
    tally(
        "4 (same: 3, same shape: 1, different: 0",
        """
        # Brackets
        ```
        $ docker run -dit --name web1 alpine
        a1b2c3d4e5f6g7h8i9j0k1l2m3n4o5p6q7r8s9t0u1v2w3x4y5z6
        $ docker run -dit --name web2 alpine
        $ docker exec web2 ping -c 1 [WEB1_IP_ADDRESS]
        ```
        ```
        docker exec web1 ping -c 1 [IP-ADDRESS OF WEB2]
        ```
        """);
  }

  @Test
  void whatIsLeftLaterIsStillOpenInTheBlocksBetween() throws Exception {
    tally(
        "5 (same: 5, same shape: 0, different: 0",
        """
        # Inside
        ```
        $ docker run -ti --name box --hostname box alpine sh
        ```
        Now, inside:
        ```
        $ hostname
        box
        ```
        ```
        $ exit
        ```
        Back on the machine:
        ```
        $ docker run -d --name web nginx
        $ hostname -I | wc -w
        2
        ```
        """);
  }

  @Test
  void olderToolsTellTheSameOfNamesAndRoutes() throws Exception {
    tally(
        "7 (same: 3, same shape: 4, different: 0",
        """
        # Names
        ```
        $ docker network create dev
        $ docker run -d --name web --net dev nginx
        $ docker run -d --net dev --name box alpine sleep 1d
        $ docker exec box nslookup web
        Server:    127.0.0.11
        Address 1: 127.0.0.11

        Name:      web
        Address 1: 172.20.0.2 web.dev
        $ docker exec box nslookup nobody
        nslookup: can't resolve '(null)': Name does not resolve

        nslookup: can't resolve 'nobody': Name does not resolve
        $ route
        172.17.0.0      *               255.255.0.0     U     0      0        0 docker0
        $ ifconfig docker0
        …
        docker0 Link encap:Ethernet HWaddr 02:42:db:d0:47:db
        inet addr:172.17.0.1 Bcast:0.0.0.0 Mask:255.255.0.0
        …
        ```
        """);
  }
}
