package passerelle.cli.daemon;

import java.util.ArrayList;
import java.util.List;
import passerelle.driver.DriverSettings;
import passerelle.engine.DefaultBridge;
import passerelle.engine.EngineSettings;
import passerelle.engine.NameSettings;
import passerelle.network.Ipam;

/** The options with which an engine runs, as dockerd would be given them. */
public final class DaemonWords {
  private final List<String> words = new ArrayList<>();

  private DaemonWords() {}

  /** Those that differ from dockerd's own. */
  public static String of(EngineSettings settings) {
    DaemonWords shown = new DaemonWords();
    shown.bridge(settings.bridge());
    if (!settings.pools().equals(Ipam.DOCKER_POOLS)) {
      settings
          .pools()
          .forEach(
              p -> shown.add("default-address-pool", "base=" + p.base() + ",size=" + p.size()));
    }
    settings
        .networkOptions()
        .forEach(
            (driver, options) ->
                options.forEach(
                    (name, value) ->
                        shown.add("default-network-opt", driver + "=" + name + "=" + value)));
    shown.names(settings.names());
    shown.driver(settings.driver());
    shown.added(settings.liveRestore(), "live-restore");
    if (settings.emptyStore()) {
      shown.add("store", "empty");
    }
    return String.join(" ", shown.words);
  }

  private void bridge(DefaultBridge bridge) {
    bridge.bip().ifPresent(bip -> add("bip", bip));
    bridge.device().ifPresent(device -> add("bridge", device));
    bridge.fixedCidr().ifPresent(range -> add("fixed-cidr", range));
    bridge.gateway().ifPresent(gateway -> add("default-gateway", gateway));
    if (bridge.mtu() != DefaultBridge.USUAL.mtu()) {
      add("mtu", bridge.mtu());
    }
    if (!bridge.hostBinding().equals(DefaultBridge.USUAL.hostBinding())) {
      add("ip", bridge.hostBinding());
    }
    taken(bridge.icc(), "icc");
    taken(bridge.masquerade(), "ip-masq");
  }

  private void names(NameSettings names) {
    names.dns().forEach(server -> add("dns", server));
    names.search().forEach(domain -> add("dns-search", domain));
    names.options().forEach(option -> add("dns-opt", option));
    names.hostGateway().ifPresent(address -> add("host-gateway-ip", address));
  }

  private void driver(DriverSettings driver) {
    taken(driver.iptables(), "iptables");
    taken(driver.ipForward(), "ip-forward");
    added(!driver.forwardDrop(), "ip-forward-no-drop");
    taken(driver.userlandProxy(), "userland-proxy");
    added(driver.allowDirectRouting(), "allow-direct-routing");
    driver.acceptMark().ifPresent(mark -> add("bridge-accept-fwmark", mark));
  }

  private void add(String name, Object value) {
    words.add("--" + name + " " + value);
  }

  private void taken(boolean on, String name) {
    if (!on) {
      words.add("--" + name + "=false");
    }
  }

  private void added(boolean on, String name) {
    if (on) {
      words.add("--" + name);
    }
  }
}
