package passerelle.cli.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import passerelle.engine.EngineVersion;

/** {@code docker compose}: what runs once or stays attached, and what others depend on. */
class ComposeAttachedTest {
  private final HostLab lab = HostLab.ofCourse(EngineVersion.DEFAULT);

  @AfterEach
  void close() {
    lab.close();
  }

  private String given(String file, String commands) {
    lab.run("mkdir -p /root/proj && cat > /root/proj/compose.yaml <<'END'\n" + file + "END");
    return lab.run("cd /root/proj && { " + commands + "; } 2>&1 | cat");
  }

  /** Networks of services that no profile wants are not there for any command. */
  @Test
  void whatOnlyAnUnwantedServiceHasIsLeftAlone() {
    String file =
        """
        services:
          job: {image: busybox, command: sh -c "exit 4", profiles: [jobs]}
          web: {image: nginx, networks: [front]}
        networks:
          front:
        """;
    assertEquals("front\n", given(file, "docker compose config --networks"));
    assertTrue(!given(file, "docker compose config").contains("proj_default"));
    given(file, "docker compose up -d; docker compose run --rm job");
    assertTrue(!given(file, "docker compose down").contains("proj_default"));
    assertEquals("proj_default\n", lab.run("docker network ls --format '{{.Name}}' -f name=proj"));
  }

  /** As docker-compose 2.40 says it: who stays attached is not told of starting. */
  @Test
  void whatStartsAttachedIsNotToldOf() {
    assertEquals(
        """
         Network proj_default  Creating
         Network proj_default  Created
         Container proj-job-1  Creating
         Container proj-job-1  Created
        Attaching to job-1
        job-1 exited with code 4
        """,
        given(
            "services:\n  job: {image: busybox, command: sh -c 'exit 4'}\n", "docker compose up"));
  }

  @Test
  void whatCannotRunIsToldInTheEnginesWords() {
    String said =
        given(
            "services:\n  web: {image: nginx, ports: ['8080:80']}\n",
            "docker compose up -d; docker compose run --service-ports --name one web true; echo $?;"
                + " docker compose run -d --name two web sleep 9; docker wait two");
    assertTrue(said.contains("\nError response from daemon: failed to set up container"), said);
    assertTrue(said.contains("port is already allocated\n1\n"), said);
    assertTrue(!said.contains("docker run --help"), said);
    assertTrue(said.endsWith("\n0\n"), said);
  }

  @Test
  void whoseNamespaceIsSharedStartsAnewFirst() {
    String file =
        """
        services:
          a: {image: busybox, command: sleep 99, network_mode: 'service:b'}
          b: {image: busybox, command: sleep 99}
        """;
    assertEquals(
        """
         Container proj-b-1  Restarting
         Container proj-b-1  Started
         Container proj-a-1  Restarting
         Container proj-a-1  Started
         Container proj-a-1  Killing
         Container proj-b-1  Killing
         Container proj-a-1  Killed
         Container proj-b-1  Killed
        """,
        given(
            file,
            "docker compose up -d >/dev/null 2>&1; docker compose restart -t 0 b;"
                + " docker compose kill"));
  }
}
