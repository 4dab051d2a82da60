package passerelle.cli.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import passerelle.engine.EngineVersion;

/** What dockerd 26.1.5 says of its file: {@code dockerd --validate --config-file}. */
class DaemonFileTest {
  private static Map<String, List<String>> read(String text, Map<String, List<String>> flags)
      throws DaemonRefusal {
    return DaemonFile.merged("f", text, EngineVersion.V26_1, flags);
  }

  private static String refusal(String text, Map<String, List<String>> flags) {
    String message = assertThrows(DaemonRefusal.class, () -> read(text, flags)).getMessage();
    String head = "unable to configure the Docker daemon with file f: ";
    assertEquals(head, message.substring(0, head.length()));
    return message.substring(head.length());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"bip\": \"172.26.0.1/16\",}|invalid character '}' looking for beginning of object key"
            + " string",
        "{\"bip\": \"172.26.0.1/16\"|unexpected end of JSON input",
        "{bip: 1}|invalid character 'b' looking for beginning of object key string",
        "{\"a\": 1 \"mtu\": 1}|invalid character '\"' after object key:value pair",
        "{'bip': 1}|invalid character '\\'' looking for beginning of object key string",
        "{\u201cbip\u201d: 1}|invalid character '\u00e2' looking for beginning of object key"
            + " string",
        "{\"a\": tru}|invalid character '}' in literal true (expecting 'e')",
        "x|invalid character 'x' looking for beginning of value",
        "{} x|invalid character 'x' after top-level value",
        "[1]|json: cannot unmarshal array into Go value of type map[string]interface {}",
      })
  void brokenJsonIsToldInTheWordsOfGo(String text, String message) {
    assertEquals(message, refusal(text, Map.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "bip|5|number|CommonConfig.BridgeConfig.DefaultBridgeConfig.bip|string",
        "mtu|\"1400\"|string|CommonConfig.BridgeConfig.DefaultBridgeConfig.mtu|int",
        "mtu|1.5|number 1.5|CommonConfig.BridgeConfig.DefaultBridgeConfig.mtu|int",
        "debug|\"yes\"|string|CommonConfig.debug|bool",
        "dns|\"8.8.8.8\"|string|CommonConfig.DNSConfig.dns|[]net.IP",
        "dns|[5]|number|CommonConfig.DNSConfig.dns|net.IP",
        "iptables|\"false\"|string|CommonConfig.BridgeConfig.iptables|bool",
        "bridge|5|number|CommonConfig.BridgeConfig.DefaultBridgeConfig.commonBridgeConfig.bridge"
            + "|string",
        "log-opts|{\"max-size\": 10}|number|CommonConfig.LogConfig.log-opts|string",
        "default-address-pools|[{\"base\":5}]|number"
            + "|CommonConfig.NetworkConfig.default-address-pools.base|string",
        "default-network-opts|{\"bridge\": \"x\"}|string"
            + "|CommonConfig.NetworkConfig.default-network-opts|map[string]string",
        "default-ulimits|5|number|default-ulimits|map[string]*units.Ulimit",
      })
  void aValueOfTheWrongTypeIsToldInTheWordsOfGo(
      String key, String value, String kind, String field, String type) {
    assertEquals(
        "json: cannot unmarshal "
            + kind
            + " into Go struct field Config."
            + field
            + " of type "
            + type,
        refusal("{\"" + key + "\": " + value + "}", Map.of()));
  }

  @Test
  void keysThatAreNoOptionAreNamed() {
    String none = "the following directives don't match any configuration option: ";
    assertEquals(none + "dnss, bar", refusal("{\"dnss\": 1, \"bar\": 2}", Map.of()));
    assertEquals(none + "Bip", refusal("{\"Bip\": \"172.26.0.1/16\"}", Map.of()));
    assertEquals(
        none + "base, size",
        refusal("{\"default-address-pools\": {\"base\": \"10.0.0.0/8\", \"size\": 24}}", Map.of()));
    assertEquals("invalid IP address: x", refusal("{\"dns\": [\"x\"]}", Map.of()));
  }

  @Test
  void whatIsInTheFileAndOnTheCommandLineIsRefused() {
    String both =
        "the following directives are specified both as a flag and in the configuration file: ";
    assertEquals(
        both + "hosts: (from flag: [fd://], from file: [tcp://0.0.0.0:2375])",
        refusal("{\"hosts\": [\"tcp://0.0.0.0:2375\"]}", Map.of("host", List.of("fd://"))));
    assertEquals(
        both
            + "bip: (from flag: 1.2.3.4/8, from file: 1.2.3.4/8), debug: (from flag: true, from"
            + " file: true)",
        refusal(
            "{\"debug\": true, \"bip\": \"1.2.3.4/8\"}",
            Map.of("debug", List.of("true"), "bip", List.of("1.2.3.4/8"))));
  }

  @Test
  void theFileGivesTheOptionsOfTheCommandLine() throws DaemonRefusal {
    assertEquals(
        "{bip=[172.26.0.1/16], dns=[1.1.1.1, 8.8.8.8], dns-opt=[ndots:2],"
            + " default-address-pool=[base=10.0.0.0/8,size=24],"
            + " default-network-opt=[bridge=com.docker.network.driver.mtu=1400], icc=[false]}",
        read(
                "{\"bip\": \"172.26.0.1/16\", \"dns\": [\"1.1.1.1\", \"8.8.8.8\"],"
                    + "\"dns-opts\": [\"ndots:2\"], \"default-address-pools\":"
                    + "[{\"base\": \"10.0.0.0/8\", \"size\": 24}], \"default-network-opts\":"
                    + "{\"bridge\": {\"com.docker.network.driver.mtu\": \"1400\"}}, \"icc\": false,"
                    + "\"builder\": {\"gc\": {\"enabled\": true}}, \"dns-search\": null}",
                Map.of())
            .toString());
    assertEquals("{}", read(" \n", Map.of()).toString());
  }

  /** What dockerd 26.1.5 says when it starts; {@code --validate} is content with it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bip|foo|Error initializing network controller: invalid CIDR address: foo",
        "fixed-cidr|10.1.1.1|Error initializing network controller: invalid CIDR address: 10.1.1.1",
        "default-address-pool|base=10.0.0.0/8,size=0|Error initializing network controller: error"
            + " obtaining controller instance: invalid pools size: 0",
        "default-address-pool|base=10.0.0.0/8,size=4|Error initializing network controller: error"
            + " obtaining controller instance: invalid pools size: 4",
        "default-address-pool|base=foo,size=24|Error initializing network controller: error"
            + " obtaining controller instance: invalid base pool \"foo\": invalid CIDR address:"
            + " foo",
        "insecure-registry|foo:x|insecure registry foo:x is not valid: invalid host \"foo\"",
        "registry-mirror|foo|invalid mirror: unsupported scheme \"\" in \"foo\"",
      })
  void aDaemonDoesNotStartWithValuesThatMeanNothing(String option, String value, String why) {
    DaemonStart start = new DaemonStart(EngineVersion.V26_1, Map.of(option, List.of(value)));
    assertEquals(
        "failed to start daemon: " + why,
        assertThrows(DaemonRefusal.class, start::check).getMessage());
  }

  @Test
  void anAddressAndABridgeOfOnesOwnExcludeEachOther() {
    Map<String, List<String>> both =
        Map.of("bip", List.of("10.1.1.1/24"), "bridge", List.of("none"));
    assertEquals(
        "failed to start daemon: You specified -b & --bip, mutually exclusive options. Please"
            + " specify only one",
        assertThrows(DaemonRefusal.class, new DaemonStart(EngineVersion.V26_1, both)::check)
            .getMessage());
  }

  @Test
  void valuesThatDaemonsStartWithAreLeftAlone() throws DaemonRefusal {
    new DaemonStart(
            EngineVersion.V26_1,
            Map.of(
                "bip",
                List.of("10.1.1.1/24"),
                "default-address-pool",
                List.of("base=10.0.0.0/8,size=24"),
                "insecure-registry",
                List.of("registry.example.com:5000", "10.0.0.0/8", "192.0.2.1:5000"),
                "registry-mirror",
                List.of("https://mirror.example.com")))
        .check();
  }
}
