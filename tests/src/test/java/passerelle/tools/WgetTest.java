package passerelle.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import passerelle.cli.lab.HostLab;
import passerelle.engine.EngineVersion;

/** GNU wget 1.25 of Debian 13. */
class WgetTest {
  private final HostLab lab = HostLab.ofCourse(EngineVersion.V29_1);

  @AfterEach
  void close() {
    lab.close();
  }

  /** Rates follow from octets and the lab's time; only their shape is asked for here. */
  private String shape(String command) {
    return lab.run(command)
        .replaceAll("2026[0-9-]+ [0-9:]{8}", "TIME")
        .replaceAll("[0-9]{1,4}(\\.[0-9]+)? [KMGT]?B/s", "RATE")
        .replaceAll("(?<=%) +[0-9]{1,4}(\\.[0-9]+)?[KMGT ](?=[ =])", " RATE");
  }

  @Test
  void aSmallFileIsOneRowWithoutADot() {
    assertEquals(
        "--TIME--  http://example.com/\n"
            + "Resolving example.com (example.com)... 198.51.100.80\n"
            + "Connecting to example.com (example.com)|198.51.100.80|:80... connected.\n"
            + "HTTP request sent, awaiting response... 200 OK\n"
            + "Length: 24 [text/html]\nSaving to: ‘index.html’\n\n     0K"
            + " ".repeat(55)
            + "100% RATE=0s\n\nTIME (RATE) - ‘index.html’ saved [24/24]",
        shape("wget http://example.com/ 2>&1 | cat").strip());
  }

  @Test
  void aLargeFileIsRowsOfDots() {
    lab.run("printf '%100000d%100000d' 0 0 > big; python3 -m http.server 8000 > /dev/null 2>&1 &");
    String said = shape("sleep 1; wget http://localhost:8000/big 2>&1 | cat");
    String row = " ..........".repeat(5);
    assertTrue(said.contains("Length: 200000 (195K) [application/octet-stream]\n"), said);
    assertTrue(
        said.contains(
            "Saving to: ‘big.1’\n\n     0K"
                + row
                + " 25% RATE 0s\n    50K"
                + row
                + " 51% RATE 0s\n   100K"
                + row
                + " 76% RATE 0s\n   150K"
                + " ..........".repeat(4)
                + " .....     100% RATE="),
        said);
    assertTrue(said.strip().endsWith("‘big.1’ saved [200000/200000]"), said);
  }

  /** As wget 1.25 and BusyBox 1.37 of Debian 13 asked a server that was called a proxy. */
  @Test
  void aProxyOfTheEnvironmentIsAskedInstead() {
    lab.run("docker run -d --name squid -p 3128:80 nginx");
    String asked = lab.run("http_proxy=192.0.2.10:3128 wget -O- http://example.com/x 2>&1");
    assertTrue(asked.startsWith("Prepended http:// to '192.0.2.10:3128'\n"), asked);
    assertTrue(asked.contains("\nConnecting to 192.0.2.10:3128... connected.\n"), asked);
    assertTrue(asked.contains("\nProxy request sent, awaiting response... 404 Not Found"), asked);
    assertEquals(
        "Hello from the Internet\n",
        lab.run(
            "no_proxy=example.com http_proxy=192.0.2.10:3129 wget -qO- http://example.com/ 2>&1"));
    assertEquals(
        "wget: bad address 'nope.invalid:3128'\n[1]\n",
        lab.run(
            "docker run --rm -e http_proxy=http://nope.invalid:3128 alpine"
                + " wget -qO- http://example.com/ 2>&1"));
    assertEquals(
        "Hello from the Internet\n",
        lab.run(
            "docker run --rm -e http_proxy=http://nope.invalid:3128 alpine"
                + " wget -Y off -qO- http://example.com/ 2>&1"));
  }

  /** As wget 1.25 of Debian 13 did with a server that sent it on for ever. */
  @Test
  void redirectsAreFollowedSoOften() {
    String said = shape("wget --max-redirect=0 http://github.com/x 2>&1");
    assertTrue(
        said.endsWith(
            "Location: https://github.com/x [following]\n0 redirections exceeded.\n[8]\n"),
        said);
    assertTrue(lab.run("wget -q --max-redirect=1 http://github.com/ && ls").contains("index.html"));
  }

  @Test
  void whatIsFetchedForTheFirstTimeIsNoRest() {
    assertEquals(
        "", lab.run("wget -qc --limit-rate=200k --user=me --password=x http://example.com/"));
    assertEquals(
        "wget: Passerelle does not model option -c\n[2]\n",
        lab.run("wget -qc http://example.com/"));
  }

  /** As wget 1.25 of Debian 13 did, and 1.21 of Ubuntu 24.04 does not. */
  @Test
  void anAddressWithoutASchemeGetsOneAndThatIsTold() {
    assertEquals(
        "Prepended http:// to 'example.com'\nHello from the Internet\n",
        lab.run("wget -qO- example.com 2>&1"));
    assertEquals(
        "Hello from the Internet\n",
        lab.run(
            "docker run --rm ubuntu sh -c '(apt-get update; apt-get install -y wget) > /dev/null"
                + " 2>&1; wget -qO- example.com' 2>&1"));
    assertEquals("GNU Wget 1.25.0 built on linux-gnu.\n", lab.run("wget --version | head -1"));
  }

  @Test
  void everyContainerIsToldTheProxiesOfTheClient() {
    lab.run("mkdir ~/.docker");
    lab.run(
        "echo '{\"proxies\": {\"default\": {\"httpProxy\": \"http://192.0.2.99:1\"}}}'"
            + " > ~/.docker/config.json");
    assertEquals(
        "HTTP_PROXY=http://192.0.2.99:1\nhttp_proxy=http://192.0.2.99:1\n",
        lab.run("docker run --rm alpine env | grep -i proxy"));
    assertEquals(
        "HTTP_PROXY=http://192.0.2.99:1\nhttp_proxy=\n",
        lab.run("docker run --rm -e http_proxy= alpine env | grep -i proxy | sort"));
  }
}
