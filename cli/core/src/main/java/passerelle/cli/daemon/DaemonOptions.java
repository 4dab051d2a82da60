package passerelle.cli.daemon;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.addr.IpInterfaceAddress;
import passerelle.addr.IpPrefix;
import passerelle.driver.DriverSettings;
import passerelle.engine.DefaultBridge;
import passerelle.engine.EngineProfile;
import passerelle.engine.EngineSettings;
import passerelle.engine.EngineVersion;
import passerelle.engine.NameSettings;
import passerelle.gotemplate.GoBool;
import passerelle.netfilter.FirewallBackend;
import passerelle.network.Ipam;
import passerelle.scenarios.replay.LabException;
import passerelle.text.Messages;
import passerelle.text.WordMap;

/**
 * The engine's options as dockerd writes them (cmd/dockerd/config.go), for the command line and for
 * {@code lab> engine}. What dockerd has and Passerelle does not model is refused.
 */
public final class DaemonOptions {
  private static final int SMALLEST_MTU = 68;
  private static final int LARGEST_MTU = 65535;

  /** The options that are modelled, in the order in which help shows them, with their values. */
  private static final Map<String, String> MODELLED =
      WordMap.of(
          """
          bip=ADDRESS/N bridge=NAME fixed-cidr=ADDRESS/N default-gateway=ADDRESS mtu=OCTETS
          icc=true|false ip-masq=true|false ip=ADDRESS
          default-address-pool=base=ADDRESS/N,size=N default-network-opt=DRIVER=OPTION=VALUE
          dns=ADDRESS dns-search=DOMAIN dns-opt=OPTION host-gateway-ip=ADDRESS
          firewall-backend=iptables|nftables iptables=true|false ip-forward=true|false
          ip-forward-no-drop=true|false userland-proxy=true|false
          allow-direct-routing=true|false bridge-accept-fwmark=MARK live-restore=true|false
          store=full|empty
          """);

  /** Switches that are on without a word. */
  private static final Set<String> ON =
      Set.of("iptables", "ip-forward", "userland-proxy", "icc", "ip-masq");

  private final Map<String, List<String>> given;
  private final Messages messages;

  private DaemonOptions(Map<String, List<String>> given, Messages messages) {
    this.given = given;
    this.messages = messages;
  }

  /** The options that are modelled, in the order in which help shows them, with their values. */
  public static Map<String, String> labels() {
    return MODELLED;
  }

  /** Whether a switch is on without a word. */
  public static boolean isUsuallyOn(String name) {
    return ON.contains(name);
  }

  /**
   * The settings of an engine of that version with these options; what is not given stays as
   * dockerd has it.
   *
   * @param given the values of each option that was given, by its name, in their order; of a switch
   *     {@code true} or {@code false}
   * @throws LabException says which option or value is wrong
   */
  public static EngineSettings read(
      Map<String, List<String>> given, EngineProfile profile, Messages messages)
      throws LabException {
    return new DaemonOptions(given, messages).settings(profile);
  }

  /** There is no engine of that name. */
  public static LabException noEngine(String version, Messages messages) {
    return new LabException(
        messages.get("wrong.engine", version, String.join(", ", EngineVersion.labels())));
  }

  private EngineSettings settings(EngineProfile profile) throws LabException {
    checkKnown(profile);
    EngineSettings usual = EngineSettings.defaults(profile);
    return new EngineSettings(
        profile,
        backend(profile),
        new DriverSettings(
            isOn("iptables"),
            isOn("ip-forward"),
            !isOn("ip-forward-no-drop"),
            isOn("userland-proxy"),
            isOn("allow-direct-routing"),
            one("bridge-accept-fwmark", this::mark)),
        bridge(usual.bridge()),
        names(),
        pools(usual.pools()),
        networkOptions(),
        isOn("live-restore"),
        isEmptyStore(),
        usual.host(),
        usual.boot(),
        Map.of());
  }

  /** Whether the engine has no images yet; dockerd has no such option. */
  private boolean isEmptyStore() throws LabException {
    String store = last("store").orElse("full");
    if (!Set.of("full", "empty").contains(store)) {
      throw wrong("wrong.daemon.store", store);
    }
    return store.equals("empty");
  }

  private void checkKnown(EngineProfile profile) throws LabException {
    for (DaemonFlags.Flag flag : DaemonFlags.ALL) {
      if (!given.containsKey(flag.name())) {
        continue;
      }
      if (!flag.isIn(profile.version())) {
        throw wrong("wrong.daemon.version", flag.name(), profile.label());
      }
      if (!MODELLED.containsKey(flag.name())) {
        throw wrong("wrong.daemon.unmodelled", flag.name());
      }
    }
  }

  private FirewallBackend backend(EngineProfile profile) throws LabException {
    Optional<String> given = last("firewall-backend");
    if (given.isEmpty()) {
      return FirewallBackend.IPTABLES;
    }
    FirewallBackend backend =
        FirewallBackend.of(given.get()).orElseThrow(() -> wrong("wrong.backend", given.get()));
    if (!profile.firewalls().containsKey(backend)) {
      throw wrong("wrong.backend.unmodelled", backend.label());
    }
    return backend;
  }

  private DefaultBridge bridge(DefaultBridge usual) throws LabException {
    Optional<IpInterfaceAddress> bip =
        one(
            "bip",
            text ->
                text.contains("/") ? Family.IPV4.parseInterfaceAddress(text) : Optional.empty());
    Optional<IpPrefix> fixed = one("fixed-cidr", DaemonOptions::prefix);
    if (bip.isPresent() && last("bridge").isPresent()) {
      throw wrong("wrong.bridge.bip");
    }
    if (bip.isPresent() && fixed.isPresent() && !bip.get().prefix().contains(fixed.get())) {
      throw wrong("wrong.fixed-cidr.bip", fixed.get(), bip.get().prefix());
    }
    return new DefaultBridge(
        last("bridge"),
        bip,
        fixed,
        one("default-gateway", Family.IPV4::parse),
        one("ip", IpAddress::parse).orElse(usual.hostBinding()),
        mtu(usual.mtu()),
        isOn("icc"),
        isOn("ip-masq"));
  }

  private NameSettings names() throws LabException {
    return new NameSettings(
        all("dns", Family.IPV4::parse),
        all("dns-search", text -> Optional.of(text).filter(t -> t.matches("\\.|[\\w.-]+"))),
        all("dns-opt", Optional::of),
        one("host-gateway-ip", IpAddress::parse));
  }

  private List<Ipam.DefaultPool> pools(List<Ipam.DefaultPool> usual) throws LabException {
    List<Ipam.DefaultPool> pools = all("default-address-pool", DaemonOptions::pool);
    return pools.isEmpty() ? usual : pools;
  }

  /** {@code base=10.10.0.0/16,size=24} (libnetwork/ipamutils). */
  private static Optional<Ipam.DefaultPool> pool(String text) {
    Map<String, String> fields = new TreeMap<>();
    for (String field : text.split(",")) {
      int equals = field.indexOf('=');
      fields.put(field.substring(0, Math.max(0, equals)), field.substring(equals + 1));
    }
    Optional<IpPrefix> base = prefix(fields.getOrDefault("base", ""));
    String size = fields.getOrDefault("size", "");
    boolean read = fields.size() == 2 && base.isPresent() && size.matches("[0-9]{1,2}");
    if (!read || Integer.parseInt(size) > 32 || Integer.parseInt(size) < base.get().length()) {
      return Optional.empty();
    }
    return Optional.of(new Ipam.DefaultPool(base.get(), Integer.parseInt(size)));
  }

  private static Optional<IpPrefix> prefix(String text) {
    return text.contains("/")
        ? Family.IPV4.parseInterfaceAddress(text).map(IpInterfaceAddress::prefix)
        : Optional.empty();
  }

  private Map<String, Map<String, String>> networkOptions() throws LabException {
    Map<String, Map<String, String>> options = new TreeMap<>();
    for (String[] parts :
        all(
            "default-network-opt",
            text -> Optional.of(text.split("=", 3)).filter(p -> p.length == 3))) {
      options.computeIfAbsent(parts[0], driver -> new TreeMap<>()).put(parts[1], parts[2]);
    }
    return options;
  }

  /** {@code 1}, {@code 0x1} or {@code 1/3}, as iptables prints it. */
  private Optional<String> mark(String text) {
    if (!text.matches("(0[xX][0-9a-fA-F]{1,8}|[0-9]{1,9})(/(0[xX][0-9a-fA-F]{1,8}|[0-9]{1,9}))?")) {
      return Optional.empty();
    }
    List<String> numbers = new ArrayList<>();
    for (String number : text.split("/")) {
      numbers.add("0x" + Long.toHexString(Long.decode(number.replaceFirst("^0+(?=[0-9])", ""))));
    }
    return Optional.of(String.join("/", numbers));
  }

  private int mtu(int usual) throws LabException {
    Optional<String> mtu = last("mtu");
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
    String value = last(name).orElse(String.valueOf(ON.contains(name)));
    return GoBool.parse(value).orElseThrow(() -> wrong("wrong.switch", "--" + name, value));
  }

  /** The value of an option that counts once: the last that was given. */
  private Optional<String> last(String name) {
    List<String> values = given.getOrDefault(name, List.of());
    return values.isEmpty() ? Optional.empty() : Optional.of(values.get(values.size() - 1));
  }

  private <T> Optional<T> one(String name, Function<String, Optional<T>> reader)
      throws LabException {
    Optional<String> text = last(name);
    Optional<T> value = text.flatMap(reader);
    if (text.isPresent() && value.isEmpty()) {
      throw wrong("wrong." + name, text.get());
    }
    return value;
  }

  private <T> List<T> all(String name, Function<String, Optional<T>> reader) throws LabException {
    List<T> values = new ArrayList<>();
    for (String text : given.getOrDefault(name, List.of())) {
      values.add(reader.apply(text).orElseThrow(() -> wrong("wrong." + name, text)));
    }
    return values;
  }

  private LabException wrong(String key, Object... args) {
    return new LabException(messages.get(key, args));
  }
}
