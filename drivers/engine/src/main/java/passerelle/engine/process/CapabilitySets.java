package passerelle.engine.process;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import passerelle.engine.ContainerSpec;
import passerelle.kernel.Capability;

/** The capabilities of a container's processes (oci/caps/utils.go:TweakCapabilities). */
final class CapabilitySets {
  private CapabilitySets() {}

  /** Docker's default set, with what is added and without what is dropped. */
  static Set<Capability> of(ContainerSpec.Privileges privileges) {
    if (privileges.privileged()) {
      return Capability.all();
    }
    EnumSet<Capability> set = EnumSet.noneOf(Capability.class);
    boolean dropsAll = privileges.drop().stream().anyMatch("ALL"::equalsIgnoreCase);
    boolean addsAll = privileges.add().stream().anyMatch("ALL"::equalsIgnoreCase);
    set.addAll(addsAll ? Capability.all() : dropsAll ? Set.of() : Capability.dockerDefault());
    privileges.drop().forEach(name -> capability(name).ifPresent(set::remove));
    privileges.add().forEach(name -> capability(name).ifPresent(set::add));
    return set;
  }

  private static Optional<Capability> capability(String name) {
    String bare = name.toUpperCase(Locale.ROOT).replaceFirst("^CAP_", "");
    return Stream.of(Capability.values())
        .filter(capability -> capability.name().equals(bare))
        .findFirst();
  }
}
