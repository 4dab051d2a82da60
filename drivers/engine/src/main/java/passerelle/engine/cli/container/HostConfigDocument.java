package passerelle.engine.cli.container;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import passerelle.engine.Container;
import passerelle.engine.ContainerSpec;
import passerelle.engine.Trait;
import passerelle.engine.cli.ShownOptions;
import passerelle.engine.daemon.Engine;
import passerelle.network.PortBinding;

/** The part HostConfig of a container's document: what was asked for, more than what came of it. */
record HostConfigDocument(Engine engine, Container container) {
  private static final List<String> READ_ONLY =
      List.of("/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger");

  Map<String, Object> build() {
    ContainerSpec spec = container.spec();
    ContainerSpec.Privileges privileges = spec.privileges();
    Map<String, Object> values = new LinkedHashMap<>();
    MountDocument.addToHostConfig(spec.storage(), values);
    values.put("LogConfig", Map.of("Type", "json-file", "Config", Map.of()));
    values.put("NetworkMode", spec.networkMode());
    values.put("PortBindings", bindings());
    values.put(
        "RestartPolicy",
        Map.of("Name", spec.life().restart(), "MaximumRetryCount", spec.life().restarts()));
    values.put("AutoRemove", spec.life().autoRemove());
    values.put("ConsoleSize", container.console());
    values.put("CapAdd", ContainerDocument.orNull(privileges.add()));
    values.put("CapDrop", ContainerDocument.orNull(privileges.drop()));
    values.put("CgroupnsMode", "host");
    List<String> dns = spec.naming().dns();
    values.put(
        "Dns", engine.profile().has(Trait.TELLS_EMPTY_LISTS) ? dns : ContainerDocument.orNull(dns));
    values.put("DnsOptions", spec.naming().options());
    values.put("DnsSearch", spec.naming().search());
    values.put("ExtraHosts", ContainerDocument.orNull(spec.naming().extraHosts()));
    values.put("IpcMode", "private");
    values.put("Links", ContainerDocument.orNull(links()));
    values.put("Privileged", privileges.privileged());
    values.put("PublishAllPorts", spec.ports().publishAll());
    values.put("ShmSize", 67_108_864);
    if (!privileges.sysctls().isEmpty()) {
      values.put("Sysctls", new TreeMap<>(privileges.sysctls()));
    }
    values.put("Runtime", "runc");
    values.put("OomKillDisable", false);
    values.putAll(noDevices());
    if (!privileges.privileged()) {
      values.put("MaskedPaths", engine.profile().maskedPaths());
      values.put("ReadonlyPaths", READ_ONLY);
    } else {
      values.put("SecurityOpt", List.of("label=disable"));
    }
    new ShownOptions(spec.shown()).addToHostConfig(values);
    return values;
  }

  private static Map<String, Object> noDevices() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("BlkioWeightDevice", List.of());
    values.put("BlkioDeviceReadBps", List.of());
    values.put("BlkioDeviceWriteBps", List.of());
    values.put("BlkioDeviceReadIOps", List.of());
    values.put("BlkioDeviceWriteIOps", List.of());
    values.put("Devices", List.of());
    values.put("Ulimits", List.of());
    return values;
  }

  private Map<String, Object> bindings() {
    Map<String, Object> ports = new TreeMap<>();
    for (PortBinding binding : container.spec().ports().bindings()) {
      List<Object> list = new ArrayList<>();
      if (ports.get(binding.containerPortText()) instanceof List<?> before) {
        list.addAll(before);
      }
      list.add(ContainerDocument.binding(binding));
      ports.put(binding.containerPortText(), list);
    }
    return ports;
  }

  private List<String> links() {
    List<String> links = new ArrayList<>();
    engine
        .links(container)
        .forEach(
            (alias, child) ->
                links.add("/" + child.name() + ":/" + container.name() + "/" + alias));
    return links;
  }
}
