package passerelle.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import passerelle.cli.daemon.DaemonFlags;
import passerelle.cli.daemon.DaemonOptions;
import passerelle.cli.lab.LabSettings;
import passerelle.cli.lab.SimLab;
import passerelle.engine.EngineSettings;
import passerelle.engine.EngineVersion;
import passerelle.engine.cli.Problem;
import passerelle.scenarios.replay.LabException;
import passerelle.text.Language;
import passerelle.text.Messages;

/** Each option of dockerd, in each version that has it, changes the lab or is refused by name. */
class EveryDaemonOptionTest {
  private static final Messages MESSAGES = Messages.of(Language.EN, Workbench.BUNDLE);

  /** What is typed to see what an engine is like. */
  private static final String WITNESS =
      String.join(
          "\n",
          "docker network create app",
          "docker run -d --name web -p 8080:80 --add-host up:host-gateway nginx",
          "docker exec web cat /etc/hosts /etc/resolv.conf",
          "docker exec web ip route",
          "docker network inspect bridge app",
          "docker port web",
          "docker info",
          "iptables-save | grep -v '^#'",
          "sysctl net.ipv4.ip_forward",
          "ps -ef | grep -c docker-proxy");

  private static final Map<EngineVersion, String> WITHOUT = new HashMap<>();

  static Stream<Arguments> options() {
    return Stream.of(EngineVersion.values())
        .flatMap(
            version ->
                DaemonFlags.ALL.stream()
                    .filter(flag -> flag.isIn(version))
                    .map(flag -> Arguments.of(version, flag)));
  }

  private static String word(DaemonFlags.Flag flag) {
    String value =
        switch (flag.name()) {
          case "icc", "iptables", "ip-forward", "ip-masq", "userland-proxy" -> "false";
          case "bip" -> "10.20.0.1/24";
          case "bridge" -> "none";
          case "bridge-accept-fwmark" -> "1";
          case "default-address-pool" -> "base=10.66.0.0/16,size=24";
          case "default-gateway" -> "172.17.0.9";
          case "default-network-opt" -> "bridge=com.docker.network.driver.mtu=1400";
          case "dns" -> "192.0.2.53";
          case "dns-opt" -> "ndots:3";
          case "dns-search" -> "example.com";
          case "firewall-backend" -> "nftables";
          case "fixed-cidr" -> "172.17.5.0/24";
          case "host-gateway-ip", "ip" -> "192.0.2.10";
          case "mtu" -> "1400";
          case "store" -> "empty";
          default -> flag.type().equals("bool") ? "true" : "x";
        };
    return "--" + flag.name() + "=" + value;
  }

  @ParameterizedTest
  @MethodSource("options")
  void anOptionOfTheDaemonChangesTheLabOrIsRefused(EngineVersion version, DaemonFlags.Flag flag)
      throws LabException {
    EngineSettings with;
    try {
      with = settings(version, word(flag));
    } catch (LabException refused) {
      String name = flag.name().equals("firewall-backend") ? "nftables" : "--" + flag.name();
      assertEquals(1, refused.getMessage().lines().count());
      assertEquals(true, refused.getMessage().contains(name), refused.getMessage());
      return;
    }
    String without = WITHOUT.get(version);
    if (without == null) {
      without = witness(settings(version));
      WITHOUT.put(version, without);
    }
    assertNotEquals(without, witness(with), "--" + flag.name() + " is accepted and does nothing");
  }

  private static EngineSettings settings(EngineVersion version, String... words)
      throws LabException {
    try {
      return DaemonOptions.read(
          DaemonFlags.parse(List.of(words)).values(), version.profile(), MESSAGES);
    } catch (Problem unreadable) {
      throw new LabException(unreadable.getMessage());
    }
  }

  private static String witness(EngineSettings settings) throws LabException {
    ByteArrayOutputStream screen = new ByteArrayOutputStream();
    LabSettings lab = new LabSettings(settings, "stand-in", LabSettings.DEFAULT_SEED);
    try (SimLab open = SimLab.open(lab)) {
      for (String line : WITNESS.split("\n")) {
        open.run(
            "host",
            line,
            bytes -> {
              screen.writeBytes(bytes);
              return true;
            });
      }
    }
    return screen.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @MethodSource("options")
  void aVersionThatDoesNotHaveAnOptionSaysSo(EngineVersion version, DaemonFlags.Flag flag) {
    for (EngineVersion other : EngineVersion.values()) {
      if (!flag.isIn(other)) {
        LabException refused = assertThrows(LabException.class, () -> settings(other, word(flag)));
        assertEquals(
            "dockerd " + other.label() + " has no option --" + flag.name(), refused.getMessage());
      }
    }
  }
}
