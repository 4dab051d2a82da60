package passerelle.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** How hands-on labs print what their authors have typed, and on older machines. */
class SlidesHandsOnTest extends SlideDecks {
  @Test
  void commandsStandBehindTheNumbersOfAHistoryAndBehindTwoPrompts() throws Exception {
    tally(
        "6 (same: 6, same shape: 0, different: 0",
        """
        # History
        ```
          98  docker ps
          99  docker run -d --name web nginx
         100  docker kill $(docker ps -aq)
         101  docker kill $(docker ps -aq)
        ```
        ```
        $ docker run -ti --rm alpine
        / # / # hostname -i
        172.17.0.2
        ```
        """);
  }

  @Test
  void aChoiceBetweenAnglesIsAPlaceholderAndMadeUpIdsAreIds() throws Exception {
    tally(
        "4 (same: 3, same shape: 1, different: 0",
        """
        # Choice
        ```
        # docker stop <name | id>
        docker ps
        ```
        ```
        $ docker run -d --name web nginx
        xyz123uvw456...
        $ docker stop -t 0 <container name | container ID>
        $ docker start web
        ```
        """);
  }

  @Test
  void oneSeesTheTerminalInWhichTheCommandAboveWasTyped() throws Exception {
    tally(
        "6 (same: 6, same shape: 0, different: 0",
        """
        # Twice
        Create:
        ```
        docker network create front
        docker run -d --name web --network front nginx
        ```
        It prints:
        ```
        $ docker network create front
        2452a8610cbe2a7cf7df7db62423d5d6eba5ca9711393603fedfba26b93e8037
        $ docker run -d --name web --network front nginx
        d2845a65dbd91319093548a81e97a4817c88a584b3ca354fbc88d3488a61d0d9
        ```
        Remove:
        ```
        docker rm -f web
        ```
        It prints:
        ```
        $ docker rm -f web
        web
        ```
        """);
  }

  @Test
  void aNameThatTheEngineMadeUpElsewhereIsThatOfTheContainerHere() throws Exception {
    tally(
        "4 (same: 4, same shape: 0, different: 0",
        """
        # Made up
        ```
        docker run -d --name web nginx
        docker run -d -p 8080:80 nginx
        docker stop wistful_kepler
        docker rm wistful_kepler
        ```
        """);
  }

  @Test
  void anImageOfOnesOwnIsMadeAlsoWhereAShellIsOpenAndAsItsNameSays() throws Exception {
    tally(
        "5 (same: 2, same shape: 0, different: 0, needs a value: 0, not supported: 0,"
            + " not a command of this lab: 0, presumed: 3)",
        """
        # Own
        ```
        $ docker run -ti alpine
        / # true
        $ docker run -d --name web mynginx
        $ docker run -d --name app me/mypython-webapp:v2
        $ docker exec $(docker ps -q -f name=web) ping -c 1 127.0.0.1
        """);
    assertTrue(out().contains("# mynginx:latest = nginx"), this::out);
    assertTrue(out().contains("# me/mypython-webapp:v2 = alpine"), this::out);
  }

  @Test
  void whoAttachesDoesNotAskHowTheLastCommandThereEnded() throws Exception {
    tally(
        "5 (same: 5, same shape: 0, different: 0",
        """
        # Attach
        ```
        $ docker run -dit --name one alpine
        $ docker attach one
        / # ping -c 1 nobody
        ping: bad address 'nobody'
        ```
        Press ctrl+p ctrl+q.
        ```
        $ docker attach one
        / # hostname -i
        172.17.0.2
        ```
        """);
  }

  @Test
  void toolsOfYesterdayTellTheSame() throws Exception {
    tally(
        "6 (same: 1, same shape: 5, different: 0",
        """
        # Older
        ```
        $ sudo ifconfig docker0
        docker0   Link encap:Ethernet  HWaddr 02:42:11:22:33:44
                  inet addr:172.17.0.1  Bcast:172.17.255.255  Mask:255.255.0.0
                  UP BROADCAST MULTICAST  MTU:1500  Metric:1
                  RX packets:0 errors:0 dropped:0 overruns:0 frame:0
                  RX bytes:0 (0.0 B)  TX bytes:0 (0.0 B)
        $ docker run -d --name web nginx
        $ ping -c 1 172.17.0.2
        64 bytes from web.lan (172.17.0.2): icmp_req=1 ttl=64 time=0.085 ms
        $ curl 172.17.0.2
        <style>
            body { width: 35em; }
        </style>
        <h1>Welcome to nginx!</h1>
        $ ls -l /proc/1/ns/net
        lrwxrwxrwx. 1 root root 0 Nov 28 05:52 /proc/1/ns/net -> net:[4026532156]
        $ docker inspect -f '{{json .NetworkSettings.Networks}}' web
        {"bridge":{"Aliases":["a6b38d3a47ad"],"Gateway":"172.17.0.1"}}
        ```
        """);
  }

  @Test
  void aQuestionWhetherItWorksMayBeAnsweredWithNoAndAFenceMayNameAnotherLanguage()
      throws Exception {
    tally(
        "3 (same: 3, same shape: 0, different: 0",
        """
        # Questions
        ```dockerfile
        docker network create lab
        ```
        ```
        docker run --rm --network lab alpine ping -c 1 web
        ```
        Was the container able to find its neighbour?

        ```
        docker run --rm --network lab alpine nc -z nobody 80
        ```
        Est-ce que cela fonctionne ?
        """);
  }

  @Test
  void whatIsEmptyIsEmptyHoweverItIsWrittenAndRoutesHaveNoOrder() throws Exception {
    tally(
        "5 (same: 2, same shape: 3, different: 0",
        """
        # Empty
        ```
        $ docker network inspect host
        [{"Name": "host", "IPAM": {"Driver": "default", "Options": {}, "Config": []}}]
        $ docker run -dit --name one alpine
        $ docker network connect host one 2>/dev/null || docker network create lab
        $ docker inspect -f '{{json .NetworkSettings.Networks}}' one
        {"bridge": {"IPAMConfig": null, "Links": []}}
        $ route -n
        Destination     Gateway         Genmask         Flags Metric Ref    Use Iface
        0.0.0.0         10.1.2.1        0.0.0.0         UG    100    0        0 ens192
        10.1.2.0        0.0.0.0         255.255.255.0   U     100    0        0 ens192
        172.17.0.0      0.0.0.0         255.255.0.0     U     0      0        0 docker0
        ```
        """);
  }

  @Test
  void anAuthorsDatabaseStartsAndTheDistributionOfThatDayHadItsTools() throws Exception {
    tally(
        "4 (same: 0, same shape: 0, different: 0, needs a value: 0, not supported: 0,"
            + " not a command of this lab: 0, presumed: 4)",
        """
        # Of that day
        ```
        $ docker run -d --name db trainer/postgres
        $ docker exec db psql -U postgres -tAc 'select 1'
        $ docker run debian ping -c 1 127.0.0.1
        PING 127.0.0.1 (127.0.0.1) 56(84) bytes of data.
        $ docker network disconnect old db
        ```
        """);
    assertTrue(out().contains("iputils-ping\\n' | docker build -q -t debian -"), this::out);
    assertTrue(out().contains("docker network create old; docker network connect"), this::out);
  }

  @Test
  void aCaptureWithoutTimesIsOneAndManagersOfPackagesAreTypedInContainers() throws Exception {
    tally(
        "6 (same: 4, same shape: 2, different: 0, needs a value: 0, not supported: 0",
        """
        # Capture
        ```
        $ docker run -d --name one alpine sleep 1000
        $ docker run -ti --rm --name two alpine
        $ ping 172.17.0.2
        64 bytes from 172.17.0.2: seq=0 ttl=64 time=0.333 ms
        $ tcpdump -i docker0 -nn -e -t icmp
        listening on docker0, link-type EN10MB (Ethernet), snapshot length 262144 bytes
        02:42:ac:11:00:03 > 02:42:ac:11:00:02, ethertype IPv4 (0x0800), length 98: 172.17.0.3 > 172.17.0.2: ICMP echo request, id 16, seq 0, length 64
        ```
        ```
        $ docker run -ti centos:7 bash
        # yum install -y iproute
        ```
        """);
  }

  @Test
  void shortNamesAreNoIdsAndAnIdThatIsRunIsAnImages() throws Exception {
    tally(
        "4 (same: 3, same shape: 0, different: 0, needs a value: 0, not supported: 0,"
            + " not a command of this lab: 0, presumed: 1)",
        """
        # Short
        ```
        docker run -d --name c0 alpine sleep 1000
        docker run -d --name c1 alpine sleep 1000
        docker rm -f c1 c2 || true
        docker run -d -p 8799:1337 c45917800ae2 /app/run
        ```
        """);
    assertTrue(out().contains("docker rm -f c1 c2 || true\n"), this::out);
  }

  @Test
  void aMacsPromptAndTheProgressOfComposesFirstVersion() throws Exception {
    tally(
        "3 (same: 2, same shape: 1, different: 0",
        """
        # Mac
        ```yaml
        # docker-compose.yaml
        services:
          one:
            image: busybox
            container_name: one
        ```
        ```
        mac:work me$ docker-compose up -d
        Creating network "work_default" with the default driver
        Creating one ... done
        mac:work me$ docker network ls
        NETWORK ID          NAME                  DRIVER              SCOPE
        5adfcce2b464        bridge                bridge              local
        mac:work me$ docker compose ls -q
        ```
        """);
  }

  @Test
  void aCommentAboveSomeCommandsIsOfTheirLastTooAndMyMeansMine() throws Exception {
    tally(
        "13 (same: 11, same shape: 0, different: 1, needs a value: 0, not supported: 0, not a"
            + " command of this lab: 0, presumed: 1)",
        """
        # Groups
        ```bash
        docker network create red
        docker network create blue

        docker run -d --name one --network red nginx
        docker run -d --name two --network blue nginx

        # Reach the other (this fails)
        docker exec one apt-get update
        docker exec one apt-get install -y iputils-ping
        docker exec one ping -c 1 two

        # Reach the other (this fails)
        docker exec one true

        docker exec one ping -c 1 two

        # Connect, and it is reached
        docker network connect blue one
        docker exec one ping -c 2 two

        docker run -d --name collector --network red mon-collecteur
        docker rm -f one
        ```
        """);
  }
}
