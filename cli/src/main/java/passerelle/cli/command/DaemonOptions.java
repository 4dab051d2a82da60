package passerelle.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.addr.Ipv4Address;
import passerelle.addr.Ipv4InterfaceAddress;
import passerelle.driver.DriverSettings;
import passerelle.engine.EngineProfile;
import passerelle.engine.EngineSettings;
import passerelle.engine.EngineVersion;
import passerelle.firewall.FirewallBackend;
import passerelle.scenarios.replay.LabException;
import passerelle.text.Messages;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * The engine's options as dockerd writes them (cmd/dockerd/config.go), for the command line and for
 * {@code lab> engine}.
 */
public final class DaemonOptions {
  private static final int SMALLEST_MTU = 68;
  private static final int LARGEST_MTU = 65535;
  private static final List<String> SWITCHES =
      List.of("--iptables", "--ip-forward", "--userland-proxy", "--icc", "--ip-masq");

  private final ParseResult parsed;
  private final Messages messages;

  private DaemonOptions(ParseResult parsed, Messages messages) {
    this.parsed = parsed;
    this.messages = messages;
  }

  /** Lets a command have these options. */
  public static void addTo(CommandSpec spec, Messages messages) {
    text(spec, messages, "ADDRESS/N", "--bip");
    text(spec, messages, "NAME", "-b", "--bridge");
    text(spec, messages, "OCTETS", "--mtu");
    text(spec, messages, "iptables|nftables", "--firewall-backend");
    spec.addOption(
        OptionSpec.builder("--dns")
            .paramLabel("ADDRESS")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .description(messages.get("option.dns"))
            .build());
    for (String name : SWITCHES) {
      spec.addOption(
          OptionSpec.builder(name)
              .paramLabel("true|false")
              .type(String.class)
              .arity("0..1")
              .fallbackValue("true")
              .description(messages.get("option." + name.substring(2)))
              .build());
      spec.addOption(
          OptionSpec.builder("--no-" + name.substring(2)).type(boolean.class).hidden(true).build());
    }
  }

  private static void text(CommandSpec spec, Messages messages, String label, String... names) {
    String key = "option." + names[names.length - 1].substring(2);
    spec.addOption(
        OptionSpec.builder(names)
            .paramLabel(label)
            .type(String.class)
            .description(messages.get(key))
            .build());
  }

  /**
   * The settings of an engine of that version with these options; what is not given stays as
   * dockerd has it.
   *
   * @throws LabException says which value is wrong
   */
  public static EngineSettings read(ParseResult parsed, EngineProfile profile, Messages messages)
      throws LabException {
    return new DaemonOptions(parsed, messages).settings(profile);
  }

  /** There is no engine of that name. */
  public static LabException noEngine(String version, Messages messages) {
    return new LabException(
        messages.get("wrong.engine", version, String.join(", ", EngineVersion.labels())));
  }

  /** The options as they were given, to be shown. */
  static String shown(EngineSettings settings) {
    DriverSettings driver = settings.driver();
    List<String> words = new ArrayList<>();
    settings.bip().ifPresent(bip -> words.add("--bip " + bip));
    settings.bridge().ifPresent(bridge -> words.add("--bridge " + bridge));
    if (driver.mtu() != new DriverSettings(true, true, true, 1500, true, true).mtu()) {
      words.add("--mtu " + driver.mtu());
    }
    settings.dns().forEach(server -> words.add("--dns " + server));
    List<Boolean> on =
        List.of(
            driver.iptables(),
            driver.ipForward(),
            driver.userlandProxy(),
            driver.icc(),
            driver.ipMasq());
    for (int i = 0; i < on.size(); i++) {
      if (!on.get(i)) {
        words.add(SWITCHES.get(i) + "=false");
      }
    }
    return String.join(" ", words);
  }

  private EngineSettings settings(EngineProfile profile) throws LabException {
    checkBackend(profile);
    EngineSettings settings = EngineSettings.defaults(profile);
    DriverSettings usual = settings.driver();
    settings =
        settings.withDriver(
            new DriverSettings(
                isOn("--iptables"),
                isOn("--ip-forward"),
                isOn("--userland-proxy"),
                mtu(usual.mtu()),
                isOn("--icc"),
                isOn("--ip-masq")));
    Optional<String> bip = given("--bip");
    if (bip.isPresent()) {
      settings =
          settings.withBip(
              Ipv4InterfaceAddress.parse(bip.get())
                  .filter(address -> bip.get().contains("/"))
                  .orElseThrow(() -> wrong("wrong.bip", bip.get())));
    }
    Optional<String> bridge = given("--bridge");
    if (bridge.isPresent()) {
      if (bip.isPresent()) {
        throw wrong("wrong.bridge.bip");
      }
      settings = settings.withBridge(bridge.get());
    }
    return settings.withDns(dns());
  }

  /** dockerd knows the option since Engine 29; iptables is what Passerelle has of it. */
  private void checkBackend(EngineProfile profile) throws LabException {
    Optional<String> given = given("--firewall-backend");
    if (given.isEmpty()) {
      return;
    }
    if (profile.version().compareTo(EngineVersion.V29_1) < 0) {
      throw wrong("wrong.backend.version", profile.label());
    }
    FirewallBackend backend =
        FirewallBackend.of(given.get()).orElseThrow(() -> wrong("wrong.backend", given.get()));
    if (!profile.firewalls().containsKey(backend)) {
      throw wrong("wrong.backend.unmodelled", backend.label());
    }
  }

  private List<Ipv4Address> dns() throws LabException {
    List<Ipv4Address> servers = new ArrayList<>();
    List<String> words = parsed.matchedOptionValue("--dns", List.of());
    for (String word : words) {
      servers.add(Ipv4Address.parse(word).orElseThrow(() -> wrong("wrong.dns", word)));
    }
    return servers;
  }

  private int mtu(int usual) throws LabException {
    Optional<String> mtu = given("--mtu");
    if (mtu.isEmpty()) {
      return usual;
    }
    int octets = mtu.get().matches("[0-9]{1,5}") ? Integer.parseInt(mtu.get()) : 0;
    if (octets < SMALLEST_MTU || octets > LARGEST_MTU) {
      throw wrong("wrong.mtu", mtu.get(), SMALLEST_MTU, LARGEST_MTU);
    }
    return octets;
  }

  private boolean isOn(String name) throws LabException {
    if (parsed.hasMatchedOption("--no-" + name.substring(2))) {
      return false;
    }
    String value = given(name).orElse("true");
    if (value.matches("1|t|T|true|TRUE|True")) {
      return true;
    }
    if (value.matches("0|f|F|false|FALSE|False")) {
      return false;
    }
    throw wrong("wrong.switch", name, value);
  }

  private Optional<String> given(String name) {
    return Optional.ofNullable(parsed.matchedOptionValue(name, (String) null));
  }

  private LabException wrong(String key, Object... args) {
    return new LabException(messages.get(key, args));
  }
}
