package passerelle.cli.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import passerelle.engine.EngineVersion;

/** Words around Docker that courses type on its host. */
class CourseWordsTest {
  private final HostLab lab = HostLab.ofCourse(EngineVersion.V29_1);

  @AfterEach
  void close() {
    lab.close();
  }

  private String run(String line) {
    return lab.run(line);
  }

  @Test
  void pstreeDrawsWhoStartedWhom() {
    run("docker run -d --name web nginx");
    String tree = run("pstree");
    assertTrue(tree.startsWith("systemd─┬─"), tree);
    assertTrue(tree.contains("─containerd-shim───nginx───2*[nginx]\n"), tree);
    assertTrue(run("pstree -p | head -1").startsWith("systemd(1)─┬─"));
  }

  @Test
  void curlAsksTheProxyThatVariablesName() {
    run("docker run -d --name echo -p 80:80 traefik/whoami && sleep 1");
    assertEquals(
        "GET http://example.com/ HTTP/1.1\n",
        run(
            "http_proxy=http://localhost:80 curl -s http://example.com/ | grep ^GET | tr -d '\\r"
                + "'"));
    assertEquals(
        "Hello from the Internet\n",
        run("http_proxy=http://localhost:80 no_proxy=.com curl -s http://example.com/"));
  }

  @Test
  void curlSendsFormsInParts() {
    run("docker run -d --name echo -p 80:80 traefik/whoami && sleep 1; echo text > f.txt");
    String sent = run("curl -s -F a=b -F f=@f.txt localhost -v 2>&1");
    assertTrue(sent.contains("> POST / HTTP/1.1"), sent);
    assertTrue(
        sent.contains("Content-Type: multipart/form-data; boundary=" + "-".repeat(24)), sent);
  }

  @Test
  void aFileMayBeWhatAContainerRuns() {
    run(
        "printf '#!/bin/sh\\n"
            + "echo ran $1\\n"
            + "' > run; chmod +x run; printf 'echo\\n"
            + "' > bare; chmod +x bare");
    String with = "docker run --rm -v $PWD:/d alpine /d/";
    assertEquals("ran it\n", run(with + "run it"));
    assertEquals("exec /d/bare: exec format error\n[255]\n", run(with + "bare"));
  }

  @Test
  void redisWantsItsPassword() {
    run("docker run -d --name r1 redis redis-server --requirepass secret && sleep 1");
    assertEquals("NOAUTH Authentication required.\n\n[1]\n", run("docker exec r1 redis-cli ping"));
    assertEquals("PONG\n", run("docker exec -e REDISCLI_AUTH=secret r1 redis-cli ping"));
    assertTrue(run("docker exec r1 redis-cli -a wrong ping 2>&1").contains("\nAUTH failed: WRONG"));
  }

  @Test
  void whoamiTellsTheNameThatItWasGiven() {
    run("docker run -d --name w1 -p 80:80 traefik/whoami --name one && sleep 1");
    assertEquals("Name: one\n", run("curl -s localhost | head -1"));
  }

  @Test
  void packagesAreInstalledWhoseToolsTheImageHasInPart() {
    String done =
        run(
            "docker run --rm debian bash -c 'apt-get -qq update; apt-get -qq install procps; ps"
                + " aux'");
    assertTrue(done.contains("USER         PID %CPU"), done);
  }

  @Test
  void mountListsNamespacesThatHaveNames() {
    assertEquals(
        "nsfs on /run/netns/red type nsfs (rw)\n", run("ip netns add red; mount | grep red"));
    assertTrue(run("docker run --rm alpine mount").startsWith("overlay on / type overlay "));
  }

  @Test
  void nmapAsksServersWhoTheyAre() {
    run("docker run -d --name web nginx && docker run -d --name r1 redis && sleep 1");
    String told = run("nmap -sV -p 80 172.17.0.2; nmap -sV -p 6379,22 172.17.0.3");
    assertTrue(told.contains("80/tcp open  http    nginx 1.29.3\n"), told);
    assertTrue(told.contains("22/tcp   closed ssh\n"), told);
    assertTrue(told.contains("6379/tcp open   redis   Redis key-value store 8.2.2\n"), told);
  }

  @Test
  void apacheShowsNoDirectoryWithoutAnIndex() {
    run("docker run -d --name php -p 80:80 php:apache && sleep 1");
    assertEquals(
        "403 404",
        run(
            "curl -s -o /dev/null -w '%{http_code} ' localhost; "
                + "curl -s -o /dev/null -w '%{http_code}' localhost/none"));
  }
}
