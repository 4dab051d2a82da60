package passerelle.cli.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import passerelle.engine.EngineVersion;

/** Options of docker run that tutorials use beside those of networks. */
class RunOptionsTest {
  private final HostLab lab = new HostLab(EngineVersion.V28_5);

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void variablesAndLabelsAreReadFromFilesOfTheHost() {
    lab.run("cd /root; printf '# c\\nA=1\\n\\nHOME\\nNONE\\n' > env; printf 'x=y\\n' > labels");
    assertEquals(
        "A=1\nC=3\nHOME=/root\n",
        lab.run(
            "docker run --rm --env-file env -e C=3 alpine env | grep -E '^(A|C|HOME|NONE)' | sort"));
    lab.run("docker create --name web --label-file labels nginx");
    assertEquals("y\n", lab.run("docker inspect -f '{{.Config.Labels.x}}' web"));
    String hint = "\n\nRun 'docker run --help' for more information\n[125]\n";
    assertEquals(
        "docker: open nofile: no such file or directory" + hint,
        lab.run("docker run --env-file nofile alpine"));
    lab.run("echo 'x y=1' > env");
    assertEquals(
        "docker: invalid env file (env): variable 'x y' contains whitespaces" + hint,
        lab.run("docker run --env-file env alpine"));
  }

  @Test
  void theIdOfAContainerIsWrittenToAFileOnce() {
    assertEquals(
        lab.run("docker create --cidfile /root/cid alpine"), lab.run("cat /root/cid; echo"));
    assertTrue(
        lab.run("docker create --cidfile /root/cid alpine").contains("container ID file found"));
  }

  @Test
  void aContainerSeesTheProcessesOfAnotherOrOfTheHost() {
    lab.run("docker run -d --name web nginx");
    assertEquals("httpd\n", lab.run("docker run --rm --pid container:web alpine cat /proc/1/comm"));
    assertTrue(lab.run("docker run --rm --pid host alpine ps").contains(" bash\n"));
    lab.run("docker run -d --name guest --pid host alpine sleep 1000");
    lab.run("docker rm -f guest");
    assertEquals("web\n", lab.run("docker ps --format '{{.Names}}'"));
  }

  @Test
  void theHostsNameIsSharedAsAsked() {
    assertEquals("host\n", lab.run("docker run --rm --uts host alpine hostname"));
    assertTrue(
        lab.run("docker run --rm --uts host --hostname x alpine hostname")
            .contains("conflicting options: hostname and the UTS mode"));
  }

  @Test
  void ofAReadOnlyContainerOnlyWhatIsMountedCanBeWritten() {
    assertEquals(
        "touch: /x: Read-only file system\n[1]\n",
        lab.run("docker run --rm --read-only alpine touch /x"));
    assertEquals(
        "fine\n",
        lab.run(
            "docker run --rm --read-only --tmpfs /t -v data:/v alpine"
                + " sh -c 'touch /t/a /v/b && echo fine > /dev/null && echo fine'"));
  }

  @Test
  void capabilitiesAreSeenByTheProcess() {
    assertEquals(
        "CapEff:\t00000000a80435fb\n",
        lab.run("docker run --rm --cap-add NET_ADMIN alpine grep CapEff /proc/self/status"));
    assertEquals(
        "CapEff:\t0000000000000000\n",
        lab.run("docker run --rm --cap-drop ALL alpine grep CapEff /proc/self/status"));
    assertEquals(
        "CapEff:\t000001ffffffffff\n",
        lab.run("docker run --rm --privileged alpine grep CapEff /proc/self/status"));
  }
}
