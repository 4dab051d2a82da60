package passerelle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Whole sheets of courses: what they rest on, and how their authors write. */
class SlidesSheetsTest extends SlideDecks {
  @Test
  void whatAnEarlierSheetHasMadeIsPresumedAlsoWhereItIsTakenAway() throws Exception {
    tally(
        "5 (same: 0, same shape: 0, different: 0, needs a value: 0, not supported: 0, not a command"
            + " of this lab: 0, presumed: 5)",
        """
        # Next step
        ```sh
        docker kill shop-db
        docker rm shop-db
        docker run -d --name shop --env-file conf/shop.env my-shop
        docker network connect front shop
        docker network rm front
        ```
        """);
    assertTrue(out().contains("docker run -dit --name shop-db alpine"), this::out);
    assertTrue(out().contains("mkdir -p conf/; touch conf/shop.env"), this::out);
    assertTrue(out().contains("docker network disconnect -f front shop"), this::out);
  }

  @Test
  void aContainerWhosePortIsTakenOnceMoreIsThereAgainWhereItIsAsked() throws Exception {
    tally(
        "4 (same: 1, same shape: 0, different: 0, needs a value: 0, not supported: 0, not a command"
            + " of this lab: 0, presumed: 3)",
        """
        # References
        ```sh
        docker run -d --name one -p 8080:80 nginx
        docker run -d --name two -p 8080:80 nginx
        docker exec one hostname
        docker exec one cat /etc/hostname
        ```
        """);
  }

  @Test
  void whatIsConnectedAlreadyOrNotYetWasOtherwiseBefore() throws Exception {
    tally(
        "6 (same: 3, same shape: 0, different: 0, needs a value: 0, not supported: 0, not a command"
            + " of this lab: 0, presumed: 3)",
        """
        # Reference
        ```sh
        docker network create -d [network_type] [network_name]
        docker run -d --name web --network network_name nginx
        docker network connect network_name <container_name>
        docker network disconnect network_name web
        docker network disconnect network_name web
        docker network rm network_name two
        ```
        """);
    assertTrue(out().contains("docker network create -d bridge network_name"), this::out);
  }

  @Test
  void aProjectOfComposeIsStartedWithTheAuthorsImages() throws Exception {
    tally(
        "1 (same: 0, same shape: 0, different: 0, needs a value: 0, not supported: 0, not a command"
            + " of this lab: 0, presumed: 1)",
        """
        # Compose
        ```yaml
        services:
          web:
            image: nginx
          api:
            image: myapi
        ```
        ```sh
        docker compose exec web getent hosts api
        ```
        """);
  }

  @Test
  void signsOfATypesetterAndAlternativesAreTheReadersToUndo() throws Exception {
    tally(
        "6 (same: 6, same shape: 0, different: 0, needs a value: 0, not supported: 0, not a command"
            + " of this lab: 0)",
        """
        # Signs
        ```sh
        ip netns add/delete red
        docker  run  -d  --name  web  nginx
        sudo nsenter -t \\$(docker inspect -f '{{.State.Pid}}' web) -n ip addr
        ip link show vethxxx
        ping -c 1 123.125.115.110
        ip
        ```
        """);
    assertFalse(out().contains("link show vethxxx)"), this::out);
  }

  @Test
  void aSessionInNoBlockAndCodeThatAClickRunsAreRead() throws Exception {
    tally(
        "4 (same: 3, same shape: 1, different: 0, needs a value: 0, not supported: 0, not a command"
            + " of this lab: 0)",
        """
        Check the bridge's address

        $ sudo ip addr show docker0
        21: docker0: ...
        inet 172.17.42.1/16 scope global docker0
        $ sudo brctl show

        It costs
        $ 5 a month.

        `
        docker network create \\
          back
        docker network rm back
        `{{execute}}

        - docker network by default
        """);
  }

  @Test
  void aFailureIsSaidAroundABlockOrByTheProgramInAComment() throws Exception {
    String deck =
        deck(
            "fails.md",
            """
            # Fails
            ```sh
            docker network create b1
            docker run -d --name c1 --network b1 alpine sleep 1000
            ip netns add ns1
            ip netns exec ns1 ping -c 1 127.0.0.1
            # connect: Network is unreachable
            ip netns exec ns1 ip link set lo up
            ```
            1. Try to ping a container of the other network [Impossible]

                ```
                $ docker exec -it c1 sh
                $ ping -c 1 -W 1 172.17.0.9
                $ exit
                ```
            """);
    assertEquals(0, run("slides", deck), this::out);
  }

  @Test
  void whatAnotherMachineHasInItsFilesCountsForNothing() throws Exception {
    tally(
        "5 (same: 3, same shape: 2, different: 0, needs a value: 0, not supported: 0, not a command"
            + " of this lab: 0)",
        """
        # Files
        ```sh
        docker network create app
        docker run -d --name web --network app nginx
        docker exec web cat /etc/resolv.conf
        ```
        ```
        # Generated by NetworkManager
        search corp.lan
        nameserver 127.0.0.11
        options edns0 trust-ad ndots:0
        ```
        ```
        $ docker network inspect app
        [
        ...
                "Containers": {
                    "bd7dd57cd194f0070bd42a295fd3903a9ac349ef45ebc0d8afec81390da90f2c": {
                        "Name": "web",
                        "IPv4Address": "172.18.0.2/16"
                    }
                },
                "Labels": {}
            }
        ]
        ```
        ```
        $ docker network create --subnet 10.9.0.0/16 --gateway 10.9.0.1 other
        ```
        """);
  }

  /** Long options of bash may have one dash ({@code shell.c:parse_long_options}). */
  @Test
  void aShellWithAPromptOfItsOwnIsOpenedByBashsFile() throws Exception {
    tally(
        "6 (same: 6, same shape: 0, different: 0, needs a value: 0, not supported: 0, not a command"
            + " of this lab: 0)",
        """
        # Namespace
        ```
        $ ip netns add red
        $ ip netns exec red bash -rcfile <(echo "PS1='red> '")
        $ ip -br link
        lo               DOWN           00:00:00:00:00:00 <LOOPBACK>
        $ exit
        $ bash --init-file /nowhere -c 'echo $0'
        bash
        $ bash --rcfile
        bash: --rcfile: option requires an argument
        [2]
        ```
        """);
  }

  @Test
  void whatNobodyHasMadeIsThereWhereASheetOnlyShowsHowItIsAsked() throws Exception {
    tally(
        "7 (same: 2, same shape: 0, different: 0, needs a value: 0, not supported: 0, not a command"
            + " of this lab: 0, presumed: 5)",
        """
        # Reference
        ```sh
        docker inspect first_container
        docker inspect second
        docker exec first_container ping -c 1 second
        docker network create 网络名
        docker port 容器名
        nsenter -t <host-pid> -n -- ip addr
        docker compose up -d
        ```
        """);
  }

  @Test
  void whatAnAuthorWritesBesideCommandsIsNotTyped() throws Exception {
    tally(
        "7 (same: 7, same shape: 0, different: 0, needs a value: 0, not supported: 0, not a command"
            + " of this lab: 0)",
        """
        # Notes
        ```sh
        Step 1: make a network
        docker network create front (all containers will be on it)
        docker network ls\tLists all networks

        Step 2: look
        docker run -d --name web --network front nginx
        Note: no port is published.
        \\# it's here
        docker ps -q (the ids)
        docker stop $(docker ps -a -q)
        docker rm $(docker ps -a -q)
        echo "$(docker network inspect -f '{{.Name}} (its name)' front)"
        ```
        """);
    assertFalse(out().contains("(docker stop $)"), this::out);
  }

  @Test
  void whatIsLeftOutBehindALineOfJsonIsLeftOut() throws Exception {
    tally(
        "1 (same: 0, same shape: 1, different: 0, needs a value: 0, not supported: 0, not a command"
            + " of this lab: 0)",
        """
        # Inspect
        ```
        $ docker network inspect bridge
            {
                "Name": "bridge", ...
                "Subnet": "172.17.0.0/16",
                "Gateway": "172.17.0.1" ...
        ```
        """);
  }
}
