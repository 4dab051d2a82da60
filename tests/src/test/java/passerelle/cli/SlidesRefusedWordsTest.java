package passerelle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What authors leave to their readers without any sign that tells so, and what is no command. */
class SlidesRefusedWordsTest extends SlideDecks {
  @Test
  void howACommandIsWrittenStandsInTheTextAndIsNotTyped() throws Exception {
    tally(
        "2 (same: 2, same shape: 0, different: 0, needs a value: 0, not supported: 0, not a command"
            + " of this lab: 0)",
        """
        # iptables
        ```bash
        iptables [-t table] -A chaîne
        iptables -L [-t table]
        ping [options] destination
        ip route del ...
        iptables -A <…> -j Target
        iptables -A INPUT -p icmp -j ACCEPT
        ```
        ex :
        ```bash
        ex :
        iptables -F
        ```
        """);
    assertTrue(
        out().contains("in the text                   5  ping [options] destination"), out());
  }

  @Test
  void aWordThatAProgramRefusesAsAnAddressAPortOrANumberStandsForTheReaders() throws Exception {
    tally(
        "6 (same: 1, same shape: 0, different: 0, needs a value: 0, not supported: 0, not a command"
            + " of this lab: 0, presumed: 5)",
        """
        # Pare-feu
        ```bash
        iptables -A INPUT -s IpDuLan -i CarteDuLan -p tcp --dport PortDuLan -j ACCEPT
        iptables -A OUTPUT -d $ip_proxy -o $sortie -p tcp --dport $porthttp -j ACCEPT
        iptables -Z chaine
        iptables -D OUTPUT num_ligne
        ping -c 1 ip_machine
        iptables -S INPUT
        ```
        """);
    assertTrue(out().contains("num_ligne = 1"), out());
    assertTrue(out().contains("chaine = INPUT"), out());
  }

  @Test
  void whatNobodyCouldMeanOtherwiseStaysAFailure() throws Exception {
    tally(
        "2 (same: 0, same shape: 0, different: 2",
        """
        # Errors
        ```bash
        iptables -R 2 INPUT -p icmp -j ACCEPT
        curl http://192.0.2.10:9
        ```
        """);
  }

  @Test
  void aFileOfSystemdAndAScriptThatIsToldMoreAreNoCommands() throws Exception {
    tally(
        "2 (same: 2",
        """
        # Service
        Créer le fichier `fw.service` dans le répertoire `/etc/systemd/system/` :
        ```bash
        [Unit]
        Description=Add Firewall Rules

        [Service]
        Type=oneshot
        ExecStart=/bin/true
        ```
        Then:
        ```bash
        cat /etc/systemd/system/fw.service
        ```
        A script:
        ```bash
        #!/bin/bash
        docker inspect $1
        ```
        and:
        ```bash
        docker ps
        ```
        """);
  }

  @Test
  void aFileOrATableThatTheDeckPrintsAndNobodyHasIsAsItPrintsIt() throws Exception {
    tally(
        "3 (same: 1, same shape: 0, different: 0, needs a value: 0, not supported: 0, not a command"
            + " of this lab: 0, presumed: 2)",
        """
        # As it is there
        ```
        $ cat /etc/network/interfaces
        auto eth0
        iface eth0 inet dhcp
        $ sudo nft list table inet filter
        table inet filter {
        	chain input {
        		type filter hook input priority filter; policy accept;
        	}
        }
        $ sudo nft add rule inet filter input tcp dport 22 accept
        ```
        """);
  }

  @Test
  void aNetworkIsMadeOnceMoreInAnotherOfTheWaysThereAre() throws Exception {
    tally(
        "4 (same: 2, same shape: 0, different: 0, needs a value: 0, not supported: 0, not a command"
            + " of this lab: 0, presumed: 2)",
        """
        # Options
        ```bash
        docker network create lan
        docker run -d --name web --network lan nginx
        docker network create --driver bridge lan
        docker network create --subnet 192.168.100.0/24 lan
        ```
        """);
  }

  @Test
  void anImageOfToolsIsTheAuthorsOwnWhereAToolIsToRunInIt() throws Exception {
    tally(
        "2 (same: 0, same shape: 1, different: 0, needs a value: 0, not supported: 0, not a command"
            + " of this lab: 0, presumed: 1)",
        """
        # Tools
        ```
        $ docker run -it --rm --name c1 --privileged networking sh
        / # iptables -L -n -v
            Chain INPUT (policy ACCEPT 0 packets, 0 bytes)
             pkts bytes target     prot opt in     out     source               destination
        ```
        """);
  }

  @Test
  void anAliasIsACommandFromThenOn() throws Exception {
    tally(
        "3 (same: 3",
        """
        # Alias
        ~~~
        ip netns add red
        alias red='ip netns exec red'
        ~~~
        then
        ~~~
        red ip link set lo up
        ~~~
        """);
  }

  @Test
  void linesThatBeginWithACommandsNameMayBeWhatItPrints() throws Exception {
    tally(
        "2 (same: 1, same shape: 1",
        """
        # Output
        ```bash
        uname -r
        5.15.0-52-generic
        ```
        ```bash
        traceroute google.com
        ```
        **Sortie :**
        ```
        traceroute to google.com (142.250.185.46), 30 hops max, 60 byte packets
        ...
        ```
        ```bash
           [ veth ]    [ veth ]
        ```
        """);
  }

  @Test
  void whatALinkLeadsToIsQuotedOnATerminalOrNotByItsRelease() throws Exception {
    tally(
        "2 (same: 0, same shape: 2",
        """
        # Links
        ```
        $ ls -l /proc/1/ns/net
        lrwxrwxrwx 1 root root 0 Jan 27 10:25 /proc/1/ns/net -> 'net:[4026531992]'
        $ ls -l /proc/1/ns/uts
        lrwxrwxrwx. 1 root root 0 Jan 27 10:25 /proc/1/ns/uts -> uts:[4026531838]
        ```
        """);
    assertEquals(0, run("-c", "ls -l /proc/1/ns/net"));
    assertTrue(out().contains(" -> 'net:["), out());
  }
}
