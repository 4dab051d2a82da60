package passerelle.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Engine 29.1 does otherwise than 28.5, beyond what the recordings show. */
class Engine29Test {
  private static final String NETWORKS = "{{json .NetworkSettings.Networks}}";

  @Test
  void aContainerWhosePortsCannotBePublishedLosesThatNetwork() {
    Session session = new Session("29.1");
    session.run("run -d --name thief -p 8080:80 nginx");
    session.run("run -d --name late -p 8080:80 nginx");
    session.run("rm -f thief");
    assertEquals("late\n", session.run("start late"));
    assertEquals("{}\n", session.run(List.of("inspect", "-f", NETWORKS, "late")));
    assertEquals("", session.run("port late"));
    assertEquals("", session.run("network connect bridge late"));
    assertEquals("80/tcp -> 0.0.0.0:8080\n80/tcp -> [::]:8080\n", session.run("port late"));
  }

  @Test
  void engine28PublishesThePortsOfASecondStart() {
    Session session = new Session("28.5");
    session.run("run -d --name thief -p 8080:80 nginx");
    session.run("run -d --name late -p 8080:80 nginx");
    session.run("rm -f thief");
    session.run("start late");
    assertEquals("80/tcp -> 0.0.0.0:8080\n80/tcp -> [::]:8080\n", session.run("port late"));
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/24, ''",
    "10.0.0.0, no '/'",
    "10.0.0.0/33, prefix length out of range",
    "10.0.0.0/x, bad bits after slash: \"x\"",
    "10.0.0.0/08, bad bits after slash: \"08\"",
    "10.0.0/8, ParseAddr(\"10.0.0\"): IPv4 address too short",
    "10.0.0.0.0/8, ParseAddr(\"10.0.0.0.0\"): IPv4 address too long",
    "10.00.0.0/8, ParseAddr(\"10.00.0.0\"): IPv4 field has octet with leading zero",
    "10.300.0.0/8, ParseAddr(\"10.300.0.0\"): IPv4 field has value >255",
    "10..0.0/8, ParseAddr(\"10..0.0\"): IPv4 field must have at least one digit (at \".0.0\")",
    "10.a.0.0/8, ParseAddr(\"10.a.0.0\"): unexpected character (at \"a.0.0\")",
    "nonsense/8, ParseAddr(\"nonsense\"): unable to parse IP"
  })
  void theClientReadsSubnetsAsGoDoes(String subnet, String problem) {
    String answer = new Session("29.1").run("network create --subnet " + subnet + " x");
    String wanted = "netip.ParsePrefix(\"" + subnet + "\"): " + problem + "\n[1]\n";
    assertEquals(
        problem.isEmpty() ? "created" : wanted,
        answer.matches("[0-9a-f]{64}\n") ? "created" : answer);
  }

  @ParameterizedTest
  @CsvSource({
    "--gateway x, invalid string being converted to IP address: x",
    "--ip-range 10.0.0.0, invalid string being converted to CIDR: 10.0.0.0"
  })
  void theClientReadsAddressesWithItsOptions(String option, String problem) {
    String answer = new Session("29.1").run("network create --subnet 10.0.0.0/24 " + option + " n");
    assertTrue(answer.contains(problem), answer);
  }

  @Test
  void anAddressThatIsNotThereIsTrueInATemplateAndEmptyInJson() {
    Session session = new Session("29.1");
    session.run("run -d --name alone --network none alpine sleep 1000");
    String template =
        "{{with .NetworkSettings.Networks.none}}{{if .IPAddress}}{{.IPAddress}}{{end}}"
            + " {{.IPAddress.IsValid}} {{json .IPAddress}}{{end}}";
    assertEquals(
        "invalid IP false \"\"\n", session.run(List.of("inspect", "-f", template, "alone")));
  }

  @Test
  void portsAreInTheOrderOfTheirNumbers() {
    Session session = new Session("29.1");
    session.run("create --name many --expose 443 --expose 80 --expose 8080 alpine true");
    String template = "{{range $port, $none := .Config.ExposedPorts}}{{$port}} {{end}}";
    assertEquals(
        "80/tcp 443/tcp 8080/tcp \n", session.run(List.of("inspect", "-f", template, "many")));
  }

  @Test
  void imagesInUseAreMarked() {
    Session session = new Session("29.1");
    session.run("run -d --name web nginx");
    List<String> used =
        session.run("images").lines().filter(line -> line.endsWith("  U   ")).toList();
    assertEquals(List.of("nginx:latest"), used.stream().map(line -> line.split(" ")[0]).toList());
  }
}
