package passerelle.cli.why;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.approvaltests.Approvals;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import passerelle.cli.Labs;
import passerelle.cli.command.LabCommands;
import passerelle.cli.why.cause.Cause;
import passerelle.sim.process.Terminal;
import passerelle.text.Language;

/** What does not answer is explained by its cause, and mended by what is offered. */
class WhyTest {
  /**
   * Something that does not work.
   *
   * @param cause what is behind it
   * @param mended whether there is a change that mends it
   * @param lines what is typed, each at its prompt, that leads to it
   * @param question what is asked: {@code FROM TARGET}
   */
  private record Trouble(Cause cause, boolean mended, List<String> lines, String question) {
    private static Trouble of(Cause cause, String question, String... lines) {
      return new Trouble(cause, true, List.of(lines), question);
    }

    private static Trouble hopeless(Cause cause, String question, String... lines) {
      return new Trouble(cause, false, List.of(lines), question);
    }
  }

  private static final String WEB = "host$ docker run -d --name web ";
  private static final String C1 = "host$ docker run -d --name c1 ";

  private static final List<Trouble> TROUBLES =
      List.of(
          Trouble.of(
              Cause.CONTAINER_MISSING,
              "c1 web:80",
              "host$ docker network create n",
              C1 + "--network n alpine sleep 1d",
              WEB + "--network n nginx",
              "host$ docker rm -f web"),
          Trouble.of(
              Cause.CONTAINER_STOPPED,
              "laptop 192.0.2.10:8080",
              WEB + "-p 8080:80 nginx",
              "host$ docker stop web"),
          Trouble.of(
              Cause.LISTENS_ON_IPV4_ONLY,
              "host [::1]:9000",
              "host$ python3 -m http.server 9000 --bind 0.0.0.0 &"),
          Trouble.of(
              Cause.LOCALHOST_IS_THE_MACHINE, "laptop localhost:8080", WEB + "-p 8080:80 nginx"),
          Trouble.of(
              Cause.VLAN_TAGS_DIFFER,
              "host 10.9.0.2",
              "host$ ip netns add a; ip link add va type veth peer name eth0 netns a",
              "host$ ip link set va up; ip -n a link set eth0 up",
              "host$ ip link add link va name va.10 type vlan id 10; ip link set va.10 up",
              "host$ ip addr add 10.9.0.1/24 dev va.10; ip -n a addr add 10.9.0.2/24 dev eth0"),
          Trouble.of(
              Cause.BRIDGES_APART,
              "a 10.5.0.3",
              "host$ for n in a b; do ip link add br$n up type bridge; ip netns add $n; done",
              "host$ for n in a b; do ip link add v$n type veth peer name eth0 netns $n; done",
              "host$ for n in a b; do ip link set v$n up master br$n; done",
              "host$ for n in a b; do ip -n $n link set eth0 up; done",
              "host$ ip -n a addr add 10.5.0.2/24 dev eth0",
              "host$ ip -n b addr add 10.5.0.3/24 dev eth0"),
          Trouble.of(
              Cause.ROUTE_LEADS_NOWHERE,
              "laptop 192.0.2.10:8080",
              WEB + "-p 8080:80 nginx",
              "laptop$ ip route add 192.0.2.10 dev lo"),
          Trouble.of(
              Cause.OWNER_RESTARTED,
              "app localhost:80",
              "host$ docker run -d --name app alpine sleep 1d",
              "host$ docker run -d --name side --network container:app nginx",
              "host$ docker restart app"),
          Trouble.of(
              Cause.OWNER_RESTARTED,
              "laptop 192.0.2.10:6379",
              WEB + "-p 8080:80 -p 6379:6379 nginx",
              "host$ docker run -d --name cache --network container:web redis",
              "host$ docker restart web"),
          Trouble.hopeless(Cause.NOBODY_HAS_ADDRESS, "host 192.0.2.77"),
          Trouble.of(
              Cause.CONTAINER_NEVER_STARTED, "host web:80", "host$ docker create --name web nginx"),
          Trouble.hopeless(Cause.CONTAINER_EXITED, "host web:80", WEB + "alpine true"),
          Trouble.of(
              Cause.CONTAINER_PAUSED,
              "laptop 192.0.2.10:8080",
              WEB + "-p 8080:80 nginx",
              "host$ docker pause web"),
          Trouble.of(
              Cause.DEFAULT_BRIDGE_HAS_NO_NAMES,
              "c1 web:80",
              WEB + "nginx",
              C1 + "alpine sleep 1d"),
          Trouble.of(
              Cause.NAME_ON_OTHER_NETWORK,
              "c1 web:80",
              "host$ docker network create front && docker network create back",
              WEB + "--network back nginx",
              C1 + "--network front alpine sleep 1d"),
          Trouble.of(
              Cause.NAME_OF_HOST_NAMESPACE,
              "c1 web:80",
              "host$ docker network create n",
              WEB + "--network host nginx",
              C1 + "--network n alpine sleep 1d"),
          Trouble.of(
              Cause.NAME_OF_SHARED_NAMESPACE,
              "c1 side:80",
              "host$ docker network create n",
              WEB + "--network n nginx",
              "host$ docker run -d --name side --network container:web alpine sleep 1d",
              C1 + "--network n alpine sleep 1d"),
          Trouble.of(
              Cause.NAME_UNKNOWN,
              "c1 wbe:80",
              "host$ docker network create n",
              WEB + "--network n nginx",
              C1 + "--network n alpine sleep 1d"),
          Trouble.of(Cause.NO_NETWORK, "c1 example.com:80", C1 + "--network none alpine sleep 1d"),
          Trouble.of(
              Cause.NO_COMMON_NETWORK,
              "c1 172.18.0.2:80",
              "host$ docker network create back",
              WEB + "--network back nginx",
              C1 + "alpine sleep 1d"),
          Trouble.of(
              Cause.INTERNAL_NETWORK,
              "c1 198.51.100.80:80",
              "host$ docker network create --internal inner",
              C1 + "--network inner alpine sleep 1d"),
          Trouble.of(
              Cause.ICC_OFF,
              "c1 web:80",
              "host$ docker network create -o com.docker.network.bridge.enable_icc=false n",
              WEB + "--network n nginx",
              C1 + "--network n alpine sleep 1d"),
          Trouble.of(Cause.DIRECT_ACCESS, "laptop web:80", WEB + "-p 8080:80 nginx"),
          Trouble.of(Cause.DIRECT_ACCESS, "laptop 172.17.0.2:80", WEB + "nginx"),
          Trouble.of(
              Cause.PUBLISHED_ON_LOOPBACK,
              "laptop 192.0.2.10:8080",
              WEB + "-p 127.0.0.1:8080:80 nginx"),
          Trouble.of(
              Cause.PUBLISHED_ON_OTHER_PORT, "laptop 192.0.2.10:80", WEB + "-p 8080:80 nginx"),
          Trouble.of(
              Cause.PUBLISHED_PORT_LEADS_ELSEWHERE,
              "laptop 192.0.2.10:8080",
              WEB + "-p 8080:8080 nginx"),
          Trouble.of(
              Cause.HOST_MODE_PUBLISHES_NOTHING,
              "laptop 192.0.2.10:8080",
              WEB + "--network host -p 8080:80 nginx"),
          Trouble.of(Cause.NOT_PUBLISHED, "laptop 192.0.2.10:80", WEB + "nginx"),
          Trouble.of(
              Cause.LISTENS_ON_LOOPBACK,
              "laptop 192.0.2.10:8080",
              WEB + "-p 8080:8080 nicolaka/netshoot nc -lk 127.0.0.1 8080"),
          Trouble.of(
              Cause.LISTENS_ON_OTHER_PORT,
              "c1 web:8080",
              "host$ docker network create n",
              WEB + "--network n nginx",
              C1 + "--network n alpine sleep 1d"),
          Trouble.of(
              Cause.LISTENS_ON_OTHER_PROTOCOL,
              "c1 dns:9000",
              "host$ docker network create n",
              "host$ docker run -d --name dns --network n nicolaka/netshoot nc -lu 9000",
              C1 + "--network n alpine sleep 1d"),
          Trouble.of(
              Cause.LOCALHOST_IS_THE_CONTAINER,
              "c1 localhost:80",
              "host$ docker network create n",
              WEB + "--network n nginx",
              C1 + "--network n alpine sleep 1d"),
          Trouble.of(
              Cause.LISTENS_ON_LOOPBACK,
              "laptop 192.0.2.10:3000",
              "host$ docker run -d --name app -p 3000:3000 nicolaka/netshoot sleep 1d",
              "host$ docker exec -d app nc -lk 127.0.0.1 3000"),
          Trouble.of(
              Cause.LISTENS_ON_LOOPBACK,
              "laptop host:8000",
              WEB + "-p 8080:80 nginx",
              "host$ python3 -m http.server --bind localhost 8000 &"),
          Trouble.of(
              Cause.OWNER_STOPPED,
              "side localhost:80",
              WEB + "nginx",
              "host$ docker run -d --name side --network container:web alpine sleep 1d",
              "host$ docker stop web"),
          Trouble.of(
              Cause.PORT_TAKEN,
              "host two:80",
              "host$ docker run -d --name one -p 8080:80 nginx",
              "host$ docker run -d --name two -p 8080:80 nginx"),
          Trouble.of(
              Cause.INTERNAL_NETWORK_PUBLISHES_NOTHING,
              "laptop 192.0.2.10:8080",
              "host$ docker network create --internal inner",
              WEB + "--network inner -p 8080:80 nginx"),
          Trouble.of(
              Cause.PUBLISHED_OTHER_PROTOCOL,
              "laptop 192.0.2.10:5353/udp",
              "host$ docker run -d --name dns -p 5353:53 nicolaka/netshoot nc -lu 53"),
          Trouble.of(
              Cause.RESOLVER_UNREACHABLE,
              "c1 example.com:80",
              C1 + "--dns 192.0.2.99 alpine sleep 1d"),
          Trouble.of(
              Cause.HOST_NAME_OF_DESKTOP,
              "c1 host.docker.internal:8000",
              C1 + "alpine sleep 1d",
              "host$ python3 -m http.server 8000 &"),
          Trouble.of(Cause.NO_NETWORK, "laptop web:80", WEB + "--network none nginx"),
          Trouble.of(
              Cause.DEFAULT_BRIDGE_HAS_NO_NAMES,
              "c1 api:9000",
              "host$ docker run -d --name api nicolaka/netshoot nc -lk 127.0.0.1 9000",
              C1 + "alpine sleep 1d"),
          Trouble.of(
              Cause.CONTAINER_STOPPED,
              "laptop 192.0.2.10:8080",
              WEB + "-p 127.0.0.1:8080:80 nginx",
              "host$ docker stop web"),
          Trouble.of(
              Cause.LOCALHOST_IS_THE_CONTAINER,
              "c1 localhost:80",
              WEB + "nginx",
              C1 + "alpine sleep 1d"),
          Trouble.of(
              Cause.DISCONNECTED,
              "c1 db:80",
              "host$ docker network create n",
              WEB + "--network n --network-alias db nginx",
              C1 + "--network n alpine sleep 1d",
              "host$ docker network disconnect n web"),
          Trouble.hopeless(Cause.NOTHING_LISTENS, "host web:80", WEB + "alpine sleep 1d"),
          Trouble.hopeless(Cause.NOTHING_LISTENS_ON_MACHINE, "laptop host:8080"));

  private static String run(LabCommands commands, String line) {
    ByteArrayOutputStream screen = new ByteArrayOutputStream();
    commands.run(line, new Terminal(80, screen::writeBytes));
    return screen.toString(StandardCharsets.UTF_8).replace("\r", "");
  }

  private static LabCommands broken(Trouble trouble, Language language) {
    LabCommands commands = Labs.commands(language);
    for (String line : trouble.lines()) {
      String[] parts = line.split("[$] ", 2);
      commands.lab().run(parts[0], parts[1], bytes -> true);
      commands.lab().settle();
    }
    return commands;
  }

  private static String told(Trouble trouble, Language language, String options) {
    LabCommands commands = broken(trouble, language);
    try {
      return run(commands, "why " + options + trouble.question());
    } finally {
      commands.lab().close();
    }
  }

  @TestFactory
  Stream<DynamicTest> eachTroubleIsKnownByItsCauseAndMended() {
    return TROUBLES.stream().map(WhyTest::known);
  }

  private static DynamicTest known(Trouble trouble) {
    return DynamicTest.dynamicTest(
        trouble.cause() + " " + trouble.question(),
        () -> {
          String json = told(trouble, Language.EN, "--json ");
          assertTrue(json.contains("\"cause\": \"" + trouble.cause().id() + '"'), json);
          assertEquals(trouble.mended(), json.contains("\"remedy\""), json);
        });
  }

  private static final List<Trouble> LAST_COMMANDS =
      List.of(
          Trouble.of(
              Cause.DEFAULT_BRIDGE_HAS_NO_NAMES,
              "",
              WEB + "nginx",
              "host$ docker run --rm alpine wget -q -T 2 -O- http://web"),
          Trouble.of(
              Cause.INTERNAL_NETWORK,
              "",
              "host$ docker network create --internal inner",
              C1 + "--network inner alpine sleep 1d",
              "host$ docker exec c1 ping -c 1 -W 1 198.51.100.80"),
          Trouble.of(
              Cause.PUBLISHED_ON_OTHER_PORT,
              "",
              WEB + "-p 8080:80 nginx",
              "laptop$ curl -s -m 2 http://192.0.2.10/"),
          Trouble.of(
              Cause.PORT_TAKEN,
              "",
              WEB + "-p 8080:80 nginx",
              "host$ docker run -d --name two -p 8080:80 nginx"),
          Trouble.of(Cause.NAME_TAKEN, "", WEB + "nginx", WEB + "-p 8080:80 nginx"),
          Trouble.of(Cause.NETWORK_MISSING, "", WEB + "--network shop nginx"),
          Trouble.of(Cause.CONTAINER_UNKNOWN, "", WEB + "nginx", "host$ docker exec wbe hostname"),
          Trouble.of(
              Cause.SUBNET_TAKEN, "", "host$ docker network create --subnet 172.17.0.0/24 shop"),
          Trouble.of(
              Cause.SHARED_NAMESPACE_PUBLISHES_NOTHING,
              "",
              WEB + "nginx",
              "host$ docker run -d --name side --network container:web -p 80:80 nginx"),
          Trouble.of(
              Cause.NAME_ON_OTHER_NETWORK,
              "",
              "host$ docker network create n",
              WEB + "--network n nginx",
              "host$ docker run --rm alpine ping -c 1 -W 1 web"),
          Trouble.of(
              Cause.CONTAINER_PAUSED,
              "",
              WEB + "nginx",
              "host$ docker pause web",
              "host$ docker exec web hostname"),
          Trouble.of(Cause.IMAGE_MISSING, "", "host$ docker run -d ngnix"),
          Trouble.hopeless(Cause.PROGRAM_MISSING, "", WEB + "nginx", "host$ docker exec web nope"),
          Trouble.hopeless(Cause.DOCKER_REFUSED, "", "host$ docker network rm bridge"),
          Trouble.of(
              Cause.CONTAINER_STOPPED,
              "",
              WEB + "nginx",
              "host$ docker stop web",
              "host$ docker exec web hostname"));

  @TestFactory
  Stream<DynamicTest> whatTheLastCommandWantedIsKnownWithoutWords() {
    return LAST_COMMANDS.stream().map(WhyTest::known);
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void theSentencesNameTheCauseTheObjectAndWhoPutItThere(Language language) {
    StringBuilder text = new StringBuilder();
    List<Trouble> all = Stream.concat(TROUBLES.stream(), LAST_COMMANDS.stream()).toList();
    for (Trouble trouble : all) {
      trouble.lines().forEach(line -> text.append(line).append('\n'));
      text.append(("lab> why " + trouble.question()).strip()).append('\n');
      text.append(told(trouble, language, "")).append('\n');
    }
    Approvals.verify(text.toString(), Approvals.NAMES.withParameters(language.code()));
  }
}
