package passerelle.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The network that an author's machine is on, and what a reference does to it. */
class SlidesOwnNetworkTest extends SlideDecks {
  @Test
  void aReferenceThatTakesTheMachinesNetworkAwayGoesOnWithIt() throws Exception {
    tally(
        "7 (same: 4, same shape: 0, different: 0, needs a value: 0, not supported: 0, not a command"
            + " of this lab: 0, presumed: 3)",
        """
        # Référence
        ```bash
        sudo ip link set eth0 down
        sudo ip addr flush dev eth0
        sudo ip route del default
        ping -c 1 8.8.8.8
        curl -sI http://www.google.com
        ip link set eth0 down
        dig +short www.google.com
        ```
        """);
    assertTrue(out().contains("ip addr replace 192.0.2.10/24 dev eth0"), out());
  }

  @Test
  void aGatewayAndANeighbourOfTheMachinesNetworkAreThere() throws Exception {
    tally(
        "7 (same: 3, same shape: 0, different: 0, needs a value: 0, not supported: 0, not a command"
            + " of this lab: 0, presumed: 4)",
        """
        # Carte
        ```bash
        sudo ip addr add 192.168.1.100/24 dev ens33
        ping -c 2 192.168.1.1
        ping -c 2 192.168.1.20
        sudo ip route add default via 192.168.1.1
        ping -c 1 8.8.8.8
        ping -c 1 192.168.7.9
        ip addr show ens33
        ```
        """);
    assertTrue(out().contains("router$ ip addr add 192.168.1.1/24 dev lan"), out());
    assertTrue(out().contains("laptop$ ip addr add 192.168.1.20/24 dev eth0"), out());
  }

  @Test
  void aRouteBehindAGatewayPutsTheMachineOnItsNetwork() throws Exception {
    tally(
        "3 (same: 1, same shape: 0, different: 0, needs a value: 0, not supported: 0, not a command"
            + " of this lab: 0, presumed: 2)",
        """
        # Routes
        ```bash
        sudo ip route add 10.8.0.0/16 via 192.168.1.254
        ping -c 1 192.168.1.1
        ip route show 10.8.0.0/16
        ```
        """);
  }

  @Test
  void aGatewayIsBesideACardThatIsUpAndANameMayBeANeighbours() throws Exception {
    tally(
        "6 (same: 4, same shape: 0, different: 0, needs a value: 0, not supported: 0, not a command"
            + " of this lab: 0, presumed: 2)",
        """
        # Routes
        ```bash
        sudo ip link set eth0 down
        sudo ip route add default via 192.168.1.1
        sudo ip route del default via 192.168.1.1
        echo "192.168.1.30 monserver.local" | sudo tee -a /etc/hosts
        ping -c 1 monserver.local
        ping -c 1 192.168.1.30
        ```
        """);
  }

  @Test
  void aFileOfACommandsIsNobodysName() throws Exception {
    tally(
        "2 (same: 0, same shape: 0, different: 2",
        """
        # Fichiers
        ```bash
        curl --cacert ca.pem https://www.example.org
        wget -q https://example.com/file.txt
        ```
        """);
    assertFalse(out().contains("/etc/hosts"), out());
  }

  @Test
  void aRouterHasASecondCardUnlessTheDeckHasTakenItAway() throws Exception {
    tally(
        "7 (same: 5, same shape: 0, different: 0, needs a value: 0, not supported: 0, not a command"
            + " of this lab: 0, presumed: 2)",
        """
        # Routeur
        ```bash
        sudo ip addr add 172.16.0.1/24 dev eth1
        ip route show dev eth1
        sudo ip route add 172.18.5.0/24 dev eth2
        ip netns add red
        ip link set eth2 netns red
        ip link show eth2 # Device "eth2" does not exist: it fails
        ip -n red link show eth2
        ```
        """);
  }

  @Test
  void aReferencesDevicesAreThereAndWhatItShowsInTwoWaysIsDoneOnce() throws Exception {
    tally(
        "9 (same: 4, same shape: 0, different: 0, needs a value: 0, not supported: 0, not a command"
            + " of this lab: 0, presumed: 5)",
        """
        # Reference
        ```bash
        # Long version
        ip address add 192.168.0.1/24 dev veth-red
        # Short version
        ip a a 192.168.0.1/24 dev veth-red
        ip address show dev veth-red
        ip address delete 192.168.0.1/24 dev veth-red
        ip a d 192.168.0.1/24 dev veth-red
        ip l s veth-red up
        ip link set veth-red master br-lan
        ip netns add red
        ip -n red addr add 10.0.0.2/24 dev veth-blue
        ```
        """);
    assertTrue(out().contains("ip link add br-lan type bridge"), out());
  }

  @Test
  void aPartOfADeckThatBeginsAnewTakesTheCablesOfTheOneBefore() throws Exception {
    tally(
        "14 (same: 12, same shape: 0, different: 0, needs a value: 0, not supported: 0, not a"
            + " command of this lab: 0, presumed: 2)",
        """
        # One
        ```bash
        ip netns add red
        ip link add v0 type veth peer name v1
        ip link set v0 netns red
        ip link set v1 up
        ```
        # Two
        ```bash
        ip netns add red
        ip netns add green
        ip link add v0 type veth peer name v1
        ip link set v0 netns red
        ip link set v1 netns green
        ip -n red link set v0 up
        ip -n green link set v1 up
        ip -n red addr add 10.0.0.1/24 dev v0
        ip -n green addr add 10.0.0.2/24 dev v1
        ip netns exec red ping -c 1 10.0.0.2
        ```
        """);
  }

  @Test
  void directoriesOfPackagesAndChainsOfOnesOwnAreThere() throws Exception {
    tally(
        "6 (same: 2, same shape: 0, different: 1, needs a value: 0, not supported: 0, not a command"
            + " of this lab: 0, presumed: 3)",
        """
        # Persistance
        ```bash
        sudo iptables-save > /etc/iptables/rules.v4
        sudo iptables-restore < /etc/iptables/rules.v4
        sudo tee /etc/systemd/system/fw.service <<< '[Unit]'
        sudo iptables -X CUSTOM_CHAIN
        sudo iptables -X CUSTOM_CHAIN
        ls /etc/iptables
        ```
        """);
  }

  @Test
  void commentsMayBeginWithSlashes() throws Exception {
    tally(
        "4 (same: 4",
        """
        ## Ping one

            // create namespace
            sudo ip netns add red

            //bring it up
            sudo ip netns exec red ip link set lo up

        ## Ping two
           \s
            // try ping, won’t work
            sudo ip netns exec red ping -c 1 10.0.2.1

            // now it works
            sudo ip netns exec red ping -c 1 127.0.0.1
        """);
  }

  @Test
  void whoIsOnANetworkOfTheDecksOwnIsNoNeighbour() throws Exception {
    tally(
        "6 (same: 5, same shape: 0, different: 1",
        """
        # Namespaces
        ```bash
        ip netns add red
        ip link add v0 type veth peer name v1 netns red
        ip addr add 192.168.15.1/24 dev v0
        ip link set v0 up
        ping -c 1 192.168.15.2
        ip route add 10.9.0.0/16 via 192.168.15.3
        ```
        """);
  }

  @Test
  void whatANetworkOfManyNamesIsToLoseItLosesAtOnce() throws Exception {
    tally(
        "5 (same: 4, same shape: 0, different: 0, needs a value: 0, not supported: 0, not a command"
            + " of this lab: 0, presumed: 1)",
        """
        # Networks
        ```bash
        docker network create app_net1
        docker network create app_net2
        docker run -d --name web1 --network app_net2 nginx
        docker network rm app_net1 app_net2
        docker network ls
        ```
        """);
  }

  @Test
  void whatASlipHasNotMadeIsPresumed() throws Exception {
    tally(
        "3 (same: 1, same shape: 0, different: 0, needs a value: 0, not supported: 0, not a command"
            + " of this lab: 1, presumed: 1)",
        """
        # Slip
        ```bash
        sudo ipnetns add http2
        sudo ip link add v0 type veth peer name v1
        sudo ip link set v1 netns http2
        ```
        """);
  }

  @Test
  void aCommandOfDockersThatIsOnlyNamedStandsInTheText() throws Exception {
    tally(
        "1 (same: 1",
        """
        # Commandes
        ```bash
        docker network create
        docker network ls
        docker network connect
        ```
        """);
    assertTrue(out().contains("in the text                   5  docker network connect"), out());
  }

  @Test
  void anArrowBelowABlockTellsOfItsLastCommand() throws Exception {
    tally(
        "3 (same: 3",
        """
        # Données
        ```bash
        docker run -d --name pg -e POSTGRES_PASSWORD=x postgres:17-alpine
        sleep 5
        docker exec pg psql -U postgres -c '\\d accounts'
        ```

        -> `Did not find any relation named "accounts"`. **La table a disparu.**
        """);
  }

  @Test
  void aSiteOfSomebodysShowsACertificateOfItsOwnName() throws Exception {
    tally(
        "3 (same: 0, same shape: 0, different: 0, needs a value: 0, not supported: 0, not a command"
            + " of this lab: 0, presumed: 3)",
        """
        # Sites
        ```bash
        curl -sI https://bit.ly/short-url
        wget --user-agent="Mozilla/5.0" https://site.com/file.txt
        curl -s https://my-site.fr
        ```
        """);
  }
}
