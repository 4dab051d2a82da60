package passerelle.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code docker info} and {@code docker version} by templates, and as JSON. */
class InfoFormatTest {
  private static List<String> engines() {
    return EngineVersion.labels();
  }

  @ParameterizedTest
  @MethodSource("engines")
  void fieldsThatPeopleAskFor(String version) {
    Session session = new Session(version);
    assertEquals(
        "[bridge host ipvlan macvlan null overlay]\n",
        session.run("info -f '{{.Plugins.Network}}'"));
    assertEquals("[name=seccomp,profile=builtin]\n", session.run("info -f '{{.SecurityOptions}}'"));
    assertEquals("runc\n", session.run("info -f '{{.DefaultRuntime}}'"));
    assertEquals("inactive\n", session.run("info -f '{{.Swarm.LocalNodeState}}'"));
    assertEquals("default\n", session.run("info -f '{{.ClientInfo.Context}}'"));
    assertEquals(
        "buildx compose \n",
        session.run("info -f '{{range .ClientInfo.Plugins}}{{.Name}} {{end}}'"));
    assertTrue(session.run("info").contains("\n  compose: Docker Compose (Docker Inc.)\n"));
    assertEquals("linux/amd64\n", session.run("version -f '{{.Server.Os}}/{{.Server.Arch}}'"));
    assertEquals(
        "Engine containerd runc docker-init \n",
        session.run("version -f '{{range .Server.Components}}{{.Name}} {{end}}'"));
  }

  @ParameterizedTest
  @MethodSource("engines")
  void aFieldThatIsNotThereIsAnErrorAfterAnEmptyLine(String version) {
    Session session = new Session(version);
    assertEquals(
        "\ntemplate: :1:2: executing \"\" at <.Nope>: can't evaluate field Nope in type"
            + " system.dockerInfo\n[1]\n",
        session.run("info -f '{{.Nope}}'"));
    assertEquals(
        "\ntemplate: version:1:9: executing \"version\" at <.Server.Nope>: can't evaluate field"
            + " Nope in type "
            + (version.equals("29.1") ? "*system.serverVersion" : "*types.Version")
            + "\n[1]\n",
        session.run("version -f '{{.Server.Nope}}'"));
    assertEquals(
        "template parsing error: template: :1: unclosed action\n[64]\n",
        session.run("info -f '{{.Name'"));
  }

  @ParameterizedTest
  @CsvSource({"26.1, false, <no value>", "28.5, true, iptables", "29.1, true, iptables"})
  void theBackendOfTheFirewallIsToldSinceItIsChosen(String version, boolean told, String driver) {
    Session session = new Session(version);
    String json = session.run("info --format json");
    assertTrue(json.startsWith("{\"ID\":\""), json);
    assertEquals(told, json.contains("\"FirewallBackend\":{\"Driver\":\"" + driver + "\"}"), json);
    assertEquals(!told, json.contains("\"BridgeNfIptables\":true"), json);
  }

  @Test
  void versionAsJson() {
    String json = new Session("28.5").run("version --format json");
    assertTrue(
        json.startsWith(
            "{\"Client\":{\"Platform\":{\"Name\":\"Docker Engine - Community\"},"
                + "\"Version\":\"28.5.2\",\"ApiVersion\":\"1.51\",\"DefaultAPIVersion\":\"1.51\","),
        json);
    assertTrue(json.contains("\"Server\":{\"Platform\":{\"Name\":"), json);
  }
}
