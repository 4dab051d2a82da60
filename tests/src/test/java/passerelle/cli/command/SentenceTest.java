package passerelle.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import passerelle.cli.Labs;
import passerelle.cli.session.Session;
import passerelle.text.Language;

/** Why can be asked in a sentence, of which places, addresses and ports count. */
class SentenceTest {
  private final Session session = new Session(Labs.commands(Language.FR));

  @BeforeEach
  void begin() {
    run("docker run -d --name web nginx");
  }

  @AfterEach
  void close() {
    session.lab().close();
  }

  private String run(String line) {
    return Labs.run(session, line).replace("\r", "");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "pourquoi laptop n'atteint-il pas web ?, laptop web",
        "pourquoi web ne répond pas depuis le portable, laptop web",
        "pourquoi web ne répond-il pas à laptop ?, laptop web",
        "why does web not answer the laptop, laptop web",
        "why can't laptop reach web on port 80?, laptop web:80",
        "pourquoi je n'arrive pas à joindre le conteneur depuis l'hôte, host web",
        "pourquoi le port 8080 ne répond pas, host localhost:8080",
        "why is http://192.0.2.10:8080/ not reached from laptop, laptop http://192.0.2.10:8080/",
        "pourquoi web n'a pas internet, web 198.51.100.80",
        "why has web no internet?, web 198.51.100.80",
        "pourquoi web répond 502 ?, web",
        "pourquoi web atteint laptop mais pas internet, web 198.51.100.80",
        "why does web reach the laptop but not the router, web 192.0.2.1",
        "why can I not ping web from the little laptop, laptop web",
        "why does example.com not resolve in web, web example.com",
        "why can web not download anything from the router, web 192.0.2.1",
        "pourquoi web ne récupère rien depuis le routeur, web 192.0.2.1",
        "why is web unreachable for the laptop, laptop web",
        "why did web stop working, web",
        "why is port 80 silent from the laptop, laptop 192.0.2.10:80",
        "pourquoi le port udp 53 ne répond pas, host localhost:53/udp",
        "why can't laptop reach web although it works from the host, laptop web",
        "pourquoi laptop se fait refuser par web:80 alors que host y arrive, laptop web:80",
        "why is web silent since the ip of the host changed, web",
        "why can the laptpo not reach web, laptop web",
        "pourquoi je n'atteins pas nginx depuis mon laptop, laptop web",
        "pourquoi web est inaccessible de l'extérieur, laptop web",
        "pourquoi je ne vois pas web sur mon laptop, laptop web",
        "why can't web get an answer from the router, web 192.0.2.1",
        "why is web cut off from the internet, web 198.51.100.80",
        "pourquoi web ne sort pas sur internet, web 198.51.100.80",
        "why does web time out on the internet, web 198.51.100.80",
        "why can the laptop not log in to web, laptop web",
        "why does web refuse ::1 inside, web [::1]",
        "pourquoi web ne sort pas vers l'extérieur, web 198.51.100.80",
      })
  void itNamesWhoAsksAndWhoIsAsked(String typed, String meant) {
    assertFalse(session.isIncomplete(typed));
    assertEquals("(why " + meant + ")", run(typed).lines().findFirst().orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pourquoi",
        "pourquoi ?",
        "pourquoi mon conteneur ne ping pas",
        "why is it not there"
      })
  void whoNamesNobodyMeansTheLastCommand(String typed) {
    run("laptop$ curl -s -m 1 http://172.17.0.2/");
    assertEquals(run("why"), run(typed));
  }

  @Test
  void aPlaceAloneIsMeantWhereTheLastCommandHasNotFailed() {
    run("docker ps");
    assertEquals("(why web)", run("pourquoi web ne marche pas").lines().findFirst().orElseThrow());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "laptop$ curl -s -m 1 http://172.17.0.2/, pourquoi laptop n'atteint pas web",
        "laptop$ curl -s http://192.0.2.10:8080/, why can laptop not open site on 8080",
        "laptop$ curl -s http://shop.lab/, pourquoi shop.lab ne répond pas",
        "internet$ curl -s http://198.51.100.1:8080/, pourquoi site est injoignable de l'extérieur",
        "internet$ curl -s http://198.51.100.1:8080/, why can the internet not reach site",
        "curl -s http://localhost:8080/, why can the host not reach site",
        "laptop$ curl -s http://192.0.2.10:8081/, why can't laptop reach site",
        "docker exec box ping -c 1 203.0.113.9, pourquoi box n'atteint pas" + " 203.0.113.9",
        "docker exec box wget -q -T 1 http://example.com/, pourquoi box n'atteint pas Internet ?",
      })
  void whoNamesBothEndsOfTheCommandThatHasFailedMeansThatCommand(String failed, String typed) {
    run("docker run -d --name site -p 8080:8080 nginx");
    run("docker run -d --name box --network none alpine sleep 1d");
    run(failed);
    assertEquals(run("why"), run(typed));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "docker run -d --name twin -p 8080:80 nginx, why is port 8080 in use",
        "curl -s http://[::1]:8081/, pourquoi ça marche pas en IPv6 sur localhost",
        "docker exec box nc -z 127.0.0.1 80, why is web refused when box asks for 127.0.0.1",
      })
  void whereWhatTheSentenceSaysWorksTheCommandThatHasFailedIsMeant(String failed, String typed) {
    run("docker run -d --name site -p 8080:80 nginx");
    run("docker run -d --name box alpine sleep 1d");
    run(failed);
    assertEquals(run("why"), run(typed));
  }

  @Test
  void thePortOfTheLastCommandIsThatOfTheSentence() {
    run("docker run -d --name site -p 8080:80 nginx");
    run("iptables -A INPUT -p tcp --dport 8080 -j DROP");
    run("laptop$ curl -s http://192.0.2.10:8080/");
    assertEquals(run("why"), run("pourquoi le port 8080 est ouvert alors que je l'ai bloqué"));
  }

  @Test
  void aNameAskedForOnAnInternalNetworkIsMendedByAWayOut() {
    run("docker network create --internal back");
    run("docker run -d --name app --network back alpine sleep 1d");
    run("docker exec app wget -q -T 1 -O /dev/null http://example.com/");
    String told = run("why");
    assertTrue(told.contains("docker network connect bridge app"), told);
  }

  @Test
  void whatIsLookedAtForAnAnswerIsNotRememberedAsACommand() {
    run("printf 'services: {web: {image: nginx, networks: [lost]}}\\n' > compose.yaml");
    run("printf 'networks: {lost: {external: true}}\\n' >> compose.yaml");
    run("docker compose up -d");
    String first = run("why");
    assertTrue(first.contains("docker network create lost"), first);
    assertEquals(first, run("why"));
  }

  @Test
  void anotherTargetThanThatOfTheCommandThatHasFailedIsAnotherQuestion() {
    run("docker run -d --name site -p 8080:8080 nginx");
    run("laptop$ curl -s http://192.0.2.10:8080/");
    assertEquals("(why laptop web)", run("why can laptop not reach web").lines().findFirst().get());
  }

  @Test
  void aGuestOfTheHostsNetworkIsAskedForWhatItServes() {
    run("docker run -d --name guest --network host nginx");
    run("iptables -A INPUT -i eth0 -j DROP");
    assertTrue(run("why --json laptop guest").contains("guest:80"));
  }

  @Test
  void aNamespaceMadeByHandIsAskedAtItsAddress() {
    run("ip netns add red && ip netns add blue");
    run("ip link add eth0 netns red type veth peer name eth0 netns blue");
    run("ip -n red addr add 10.0.0.1/24 dev eth0 && ip -n red link set eth0 up");
    run("ip -n blue addr add 10.0.0.2/24 dev eth0");
    assertTrue(run("pourquoi red n'atteint pas blue ?").contains("ip link set eth0 up"));
  }

  @Test
  void aServiceIsAskedByTheNameInItsFile() {
    run(
        "printf 'services:\\n"
            + "  db:\\n"
            + "    image: redis\\n"
            + "    ports: [\"80:6379\"]\\n"
            + "' > compose.yaml");
    run("docker compose up -d");
    assertTrue(run("why can laptop not reach db").contains("laptop joint root-db-1"));
    run("docker compose stop");
    assertTrue(run("why can db not reach laptop").contains("root-db-1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"why laptop -> web", "pourquoi laptop → web", "why laptop => web ?"})
  void anArrowLeadsFromOneToTheOther(String typed) {
    assertEquals(run("why laptop web"), run(typed));
  }

  @Test
  void aPlaceThatIsMisspeltIsNotLeftOut() {
    assertTrue(run("why laptp web").contains("ne s'appelle laptp"));
  }

  @Test
  void aWebServerThatPublishesNothingIsMeantByAPortOfTheWeb() {
    run("laptop$ curl -s http://192.0.2.10:8080/");
    assertTrue(run("why").contains("docker run -d --name web -p 8080:80 nginx"));
    run("laptop$ nc -z 192.0.2.10 22");
    assertFalse(run("why").contains("-p 22:80"));
  }
}
