package passerelle.cli.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import passerelle.engine.EngineVersion;

/**
 * {@code docker compose}. The words are those of docker-compose 2.26.1 (Debian 13), which was asked
 * with an API of one's own behind it.
 */
class ComposeTest {
  private final HostLab lab = HostLab.ofCourse(EngineVersion.DEFAULT);

  @AfterEach
  void close() {
    lab.close();
  }

  private String given(String file, String commands) {
    lab.run("mkdir -p /root/proj && cat > /root/proj/compose.yaml <<'END'\n" + file + "END");
    return lab.run("cd /root/proj && { " + commands + "; } 2>&1 | cat");
  }

  private static final String SHOP =
      """
      services:
        web:
          image: nginx:alpine
          ports: ["8080:80"]
          depends_on: [db]
          networks: [front, back]
        db:
          image: redis:alpine
          environment:
            COLOUR: "blue"
          networks:
            back:
              aliases: [cache]
      networks:
        front:
        back:
          internal: true
      """;

  /** What {@link #SHORT} says, spelt out. */
  private static final String SPELT_OUT =
      """
      name: proj
      services:
        a:
          build:
            context: /root/proj
            dockerfile: Dockerfile
          command:
            - sleep
            - "1000"
          depends_on:
            b:
              condition: service_started
              required: true
          environment:
            A: "1"
            B: null
          networks:
            default: null
          ports:
            - mode: ingress
              host_ip: 127.0.0.1
              target: 80
              published: "80"
              protocol: tcp
          volumes:
            - type: bind
              source: /root/proj/x
              target: /y
              read_only: true
              bind:
                create_host_path: true
            - type: volume
              source: data
              target: /d
              volume: {}
        b:
          healthcheck:
            test:
              - CMD-SHELL
              - redis-cli ping
            interval: 1m0s
            retries: 3
          image: redis:7
          network_mode: host
      networks:
        default:
          name: proj_default
      volumes:
        data:
          name: proj_data
      """;

  private static final String SHORT =
      """
      services:
        a:
          build: .
          command: sleep 1000
          depends_on: [b]
          environment: [A=1, B]
          volumes: ["./x:/y:ro", "data:/d"]
          ports: ["127.0.0.1:80:80"]
        b:
          image: redis:${TAG:-7}
          network_mode: host
          healthcheck: {test: redis-cli ping, interval: 1m, retries: 3}
      volumes:
        data:
      """;

  @Test
  void configSpellsOutWhatTheFileSaysInShort() {
    assertEquals(SPELT_OUT, given(SHORT, "docker compose config"));
  }

  @Test
  void upMakesNetworksThenContainersAndStartsThoseFirstThatOthersDependOn() {
    assertEquals(
        """
         Network proj_back  Creating
         Network proj_back  Created
         Network proj_front  Creating
         Network proj_front  Created
         Container proj-db-1  Creating
         Container proj-db-1  Created
         Container proj-web-1  Creating
         Container proj-web-1  Created
         Container proj-db-1  Starting
         Container proj-db-1  Started
         Container proj-web-1  Starting
         Container proj-web-1  Started
        """,
        given(SHOP, "docker compose up -d"));
    assertEquals("true\n", lab.run("docker network inspect -f {{.Internal}} proj_back"));
    assertEquals("0.0.0.0:8080\n", lab.run("cd /root/proj && docker compose port web 80"));
    assertEquals("true\n", lab.run("curl -s localhost:8080 | grep -q Welcome && echo true"));
    assertEquals("blue\n", lab.run("cd /root/proj && docker-compose exec -T db printenv COLOUR"));
    assertTrue(
        lab.run("docker exec proj-web-1 nslookup cache").contains("Address: 172."),
        "an alias finds the service");
    assertTrue(
        lab.run("docker exec proj-web-1 nslookup db").contains("Address: 172."),
        "the name of a service finds it");
  }

  @Test
  void downStopsThoseFirstThatDependOnOthersAndLeavesNothing() {
    assertEquals(
        """
         Container proj-web-1  Stopping
         Container proj-web-1  Stopped
         Container proj-web-1  Removing
         Container proj-web-1  Removed
         Container proj-db-1  Stopping
         Container proj-db-1  Stopped
         Container proj-db-1  Removing
         Container proj-db-1  Removed
         Network proj_back  Removing
         Network proj_front  Removing
         Network proj_back  Removed
         Network proj_front  Removed
        """,
        given(SHOP, "docker compose up -d > /dev/null 2>&1; docker compose down"));
    assertEquals("", lab.run("docker ps -aq; docker network ls -q --filter type=custom"));
  }

  @Test
  void whatIsAsTheFileSaysStaysAndTheRestIsMadeAnewOrTakenAway() {
    String one = "services:\n  a:\n    image: alpine\n    command: sleep 1000\n    init: true\n";
    assertEquals(
        """
         Container proj-a-1  Running
         Container proj-a-2  Creating
         Container proj-a-2  Created
         Container proj-a-2  Starting
         Container proj-a-2  Started
         Container proj-a-1  Running
         Container proj-a-2  Stopping
         Container proj-a-2  Stopped
         Container proj-a-2  Removing
         Container proj-a-2  Removed
        """,
        given(
            one,
            "docker compose up -d >/dev/null 2>&1; docker compose up -d --scale a=2;"
                + " docker compose up -d"));
    assertEquals(
        """
         Container proj-a-1  Recreate
         Container proj-a-1  Recreated
         Container proj-a-1  Starting
         Container proj-a-1  Started
        """,
        given(one.replace("1000", "2000"), "docker compose up -d"));
  }

  @Test
  void aServiceThatNeedsAnotherHealthyOneWaitsForIt() {
    assertEquals(
        """
         Container proj-db-1  Starting
         Container proj-db-1  Started
         Container proj-db-1  Waiting
         Container proj-db-1  Healthy
         Container proj-app-1  Starting
         Container proj-app-1  Started
        """,
        given(
                """
                services:
                  app:
                    image: alpine
                    command: sleep 1000
                    depends_on:
                      db: {condition: service_healthy}
                  db:
                    image: redis
                    healthcheck: {test: ["CMD", "redis-cli", "ping"], interval: 2s}
                """,
                "docker compose up -d")
            .replaceFirst("(?s).* Container proj-app-1  Created\n", ""));
  }

  @Test
  void logsTellWhosTheyAre() {
    assertEquals(
        "long-1  | one\nb-1     | two\n".lines().sorted().toList(),
        given(
                "services:\n  long: {image: alpine, command: echo one}\n"
                    + "  b: {image: alpine, command: echo two}\n",
                "docker compose up -d >/dev/null 2>&1; sleep 1; docker compose logs")
            .lines()
            .sorted()
            .toList());
  }

  @Test
  void listsTellServicesAndProjects() {
    String answer = given(SHOP, "docker compose up -d >/dev/null 2>&1; docker compose ps");
    assertTrue(
        answer.startsWith("NAME         IMAGE          COMMAND                  SERVICE   CREATED"),
        answer);
    assertEquals(
        "NAME                STATUS              CONFIG FILES\n"
            + "proj                running(2)          /root/proj/compose.yaml\n",
        lab.run("docker compose ls"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{web: {image: nginx, networks: [x]}}"
            + "|service \"web\" refers to undefined network x: invalid compose project",
        "{web: {image: nginx, depends_on: [db]}}"
            + "|service \"web\" depends on undefined service \"db\": invalid compose project",
        "{web: {image: nginx, foo: 1}}|validating /root/proj/compose.yaml:"
            + " services.web additional properties 'foo' not allowed",
        "{web: {image: nginx, ports: 80}}"
            + "|validating /root/proj/compose.yaml: services.web.ports must be a array",
        "{web: {}}|service \"web\" has neither an image nor a build context specified:"
            + " invalid compose project",
        "{}|no service selected",
      })
  void aFileThatCannotBeDoneIsRefusedInTheWordsOfCompose(String services, String said) {
    assertEquals(said + "\n", given("services: " + services + "\n", "docker compose up -d"));
    assertEquals("", lab.run("docker ps -aq"));
  }

  @Test
  void servicesAreBuiltOfADockerfile() {
    lab.run(
        "mkdir -p /root/proj/web; cd /root/proj; printf 'FROM alpine\\n"
            + "ARG A=1\\n"
            + "RUN echo $A > /made\\n"
            + "' > web/Dockerfile");
    given(
        "services:\n  web: {build: {context: web, args: [A=2]}, command: cat made}\n",
        "docker compose up -d 2>&1 | cat");
    assertEquals("2\n", lab.run("docker logs proj-web-1"));
    assertEquals("1\n", lab.run("docker images --format {{.Repository}} | grep -c proj-web"));
    assertEquals("/\n", lab.run("cd /root/proj; docker compose run --rm web pwd 2>&1"));
  }

  @Test
  void aSecondFileStandsOverTheFirst() {
    lab.run(
        "mkdir -p /root/proj; cd /root/proj; printf 'services:\\n"
            + "  web:\\n"
            + "    ports: [\"81:80\"]\\n"
            + "    environment: {B: x, C: 3}\\n"
            + "' > compose.override.yaml");
    String first =
        "services:\n  web:\n    image: nginx\n    ports: ['80:80']\n    environment: [A=1, B=2]\n";
    given(first, "docker compose up -d 2>&1 | cat");
    assertEquals("80\n81\n", lab.run("docker port proj-web-1 | sed 's,.*:,,' | sort -u"));
    assertEquals("A=1\nB=x\nC=3\n", lab.run("docker exec proj-web-1 env | grep ^[ABC]= | sort"));
    lab.run("cd /root/proj; docker compose -f compose.yaml up -d");
    assertEquals("80\n", lab.run("docker port proj-web-1 | sed 's,.*:,,' | sort -u"));
  }

  @Test
  void servicesArePausedAndTheirFilesCopied() {
    given("services:\n  web: {image: nginx}\n", "docker compose up -d; docker compose pause");
    assertEquals("paused\n", lab.run("docker inspect -f '{{.State.Status}}' proj-web-1"));
    lab.run("cd /root/proj; docker compose unpause; docker compose cp web:/etc/hostname name");
    assertEquals(
        lab.run("docker inspect -f '{{.Config.Hostname}}' proj-web-1"),
        lab.run("cat /root/proj/name"));
  }

  @Test
  void withoutAFileThereIsNoProject() {
    assertEquals(
        "no configuration file provided: not found\n1\n",
        lab.run("docker compose ps 2>&1; echo $?"));
  }

  /** By the label com.docker.compose.image (docker/compose pkg/compose/convergence.go). */
  @Test
  void aContainerIsMadeAnewWhoseImageWasBuiltAnew() {
    String built = "services:\n  web:\n    build: .\n";
    given(
        built,
        "printf 'FROM nginx\\nRUN echo 1 > /n\\n' > Dockerfile; docker compose up -d --build");
    String up =
        given(built, "sed -i s/1/2/ Dockerfile; docker compose up -d --build | grep Container");
    assertTrue(up.contains("Recreated"), up);
    assertEquals("2\n", lab.run("docker exec proj-web-1 cat /n"));
    assertTrue(given(built, "docker compose up -d").contains("Running"));
  }
}
