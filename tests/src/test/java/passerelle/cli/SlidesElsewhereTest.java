package passerelle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What an author's terminal, networks and Internet have that the lab's have otherwise. */
class SlidesElsewhereTest extends SlideDecks {
  @Test
  void aNameOfTheInternetIsPresumedWhereNamesAreAnswered() throws Exception {
    run(
        "slides",
        "--engine",
        "29.1",
        deck(
            "names.md",
            """
            # Names
            ```
            $ docker run -dit --name c1 alpine
            $ docker exec c1 ping -c 1 app.pluralsight.com
            PING app.pluralsight.com (104.17.192.111): 56 data bytes
            64 bytes from 104.17.192.111: seq=0 ttl=63 time=20.885 ms
            $ docker network create --internal i
            $ docker run -dit --name d1 --network i alpine
            $ docker exec d1 ping -c 1 app.pluralsight.com
            ping: bad address 'app.pluralsight.com'
            $ docker exec d1 ping -c 1 www.kde.org
            PING www.kde.org (104.17.192.111): 56 data bytes
            $ ping -c 1 db.shop.local
            PING db.shop.local (104.17.192.111): 56 data bytes
            $ curl -sI www.mozilla.org
            ```
            """));
    assertTrue(out().contains("(same: 4, same shape: 0, different: 2"), this::out);
    assertTrue(out().contains("presumed: 2)"), this::out);
  }

  @Test
  void anAddressOfAPrintedNetworkIsThatOfTheLabs() throws Exception {
    int status =
        run(
            "slides",
            "--engine",
            "29.1",
            deck(
                "net.md",
                """
                # Net
                ```
                $ docker network create n
                $ docker network inspect n
                [
                    {
                        "Name": "n",
                        "IPAM": {
                            "Config": [
                                {
                                    "Subnet": "172.30.0.0/16",
                                    "Gateway": "172.30.0.1"
                                }
                            ]
                        },
                        "Options": {
                            "com.docker.network.enable_ipv4": "true",
                            "com.docker.network.enable_ipv6": "false"
                        }
                    }
                ]
                $ docker run -dit --name c1 --network n alpine
                $ docker run -dit --name c2 --network n alpine
                $ docker exec c1 ping -c 1 172.30.0.3
                PING 172.30.0.3 (172.30.0.3): 56 data bytes
                64 bytes from 172.30.0.3: seq=0 ttl=64 time=0.082 ms
                ```
                """));
    assertEquals(0, status, this::out);
    assertTrue(out().contains("ping -c 1 172.18.0.3"), this::out);
  }

  @Test
  void aTerminalShowsACommandTwiceOrNothing() throws Exception {
    int status =
        run(
            "slides",
            "--engine",
            "29.1",
            deck(
                "terminal.md",
                """
                # Terminal
                ```
                $ echo one
                echo one
                one
                $ ip a | grep 172.233
                $ echo two
                two
                ```
                # Commands
                ```
                $ ip a | grep 172.234
                ```
                """));
    assertEquals(1, status, this::out);
    assertTrue(out().contains("(same: 3, same shape: 0, different: 1"), this::out);
  }

  @Test
  void anImageWithAVersionOfItsOwnIsAnAuthorsAndMuslKnowsAllAddressesOfAName() throws Exception {
    run(
        "slides",
        "--engine",
        "29.1",
        deck(
            "shelf.md",
            """
            # Shelf
            ```
            $ docker run -d --name web -p 8080:8080 shelf:1.0.0
            $ docker port web
            8080/tcp -> 0.0.0.0:8080
            $ curl -s localhost:8080/version
            1.0.0
            $ docker run -d --name x1 shelf
            $ docker network create f
            $ docker network create b
            $ docker run -dit --name a1 --network f alpine
            $ docker network connect b a1
            $ docker exec a1 hostname -i
            172.19.0.2 172.20.0.2
            ```
            """));
    assertTrue(out().contains("different: 0, needs a value: 0, not supported: 1"), this::out);
    assertTrue(out().contains("not a command of this lab: 1, presumed: 1)"), this::out);
  }
}
