package passerelle.sim.userland.machine;

import java.util.ArrayList;
import java.util.List;
import passerelle.kernel.Capability;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Process;
import passerelle.sim.process.Toolset;
import passerelle.sim.userland.tool.KernelModules;

/** {@code lsmod}, {@code modprobe} and {@code rmmod} (kmod). */
record ModuleTools(KernelModules modules) {
  private static final String RELEASE = "6.18.0";

  void addTo(Toolset.Builder tools, String bin) {
    BlockingProgram list =
        self -> {
          self.stdout().print(modules.listing());
          return 0;
        };
    BlockingProgram probe = this::modprobe;
    BlockingProgram remove = this::rmmod;
    tools.add(bin, list, "lsmod").add(bin, probe, "modprobe").add(bin, remove, "rmmod");
  }

  private int modprobe(Process self) {
    List<String> names = new ArrayList<>();
    boolean remove = false;
    boolean all = false;
    for (String word : self.arguments()) {
      if (!word.startsWith("-")) {
        names.add(word);
      } else if (word.matches("-r|--remove")) {
        remove = true;
      } else if (word.matches("-a|--all")) {
        all = true;
      } else if (!word.matches("-[qvbf]+|--(quiet|verbose|first-time|use-blacklist)")) {
        return self.stderr().println("modprobe: Passerelle does not model option " + word, 2);
      }
    }
    if (names.isEmpty()) {
      return self.stderr().println("modprobe: ERROR: missing parameters. See -h.", 1);
    }
    int status = 0;
    for (String name : remove || all ? names : names.subList(0, 1)) {
      status |= remove ? take(self, name, "modprobe: FATAL: ") : load(self, name);
    }
    return status;
  }

  private int load(Process self, String name) {
    if (!modules.has(name)) {
      return self.stderr()
          .println(
              "modprobe: FATAL: Module " + name + " not found in directory /lib/modules/" + RELEASE,
              1);
    }
    if (!modules.isLoaded(name)) {
      if (!self.has(Capability.SYS_ADMIN)) {
        return self.stderr()
            .println(
                "modprobe: ERROR: could not insert '" + name + "': Operation not permitted", 1);
      }
      modules.load(name);
      filterBridged(self, name, "1");
    }
    return 0;
  }

  /** Shows bridged packets to iptables from the loading of br_netfilter to its removal. */
  private static void filterBridged(Process self, String name, String value) {
    if (name.replace('-', '_').equals(KernelModules.BRIDGE_FILTER)) {
      self.place().sysctls().write(KernelModules.BRIDGE_FILTER_SETTING, value);
    }
  }

  private int rmmod(Process self) {
    List<String> names = self.arguments().stream().filter(w -> !w.startsWith("-")).toList();
    if (names.isEmpty()) {
      return self.stderr().println("rmmod: ERROR: missing module name.", 1);
    }
    int status = 0;
    for (String name : names) {
      status |= take(self, name, "rmmod: ERROR: ");
    }
    return status;
  }

  private int take(Process self, String name, String start) {
    List<String> users = modules.users(name);
    if (!modules.isLoaded(name)) {
      boolean rmmod = start.startsWith("rmmod");
      return self.stderr()
          .println(
              start + "Module " + name + (rmmod ? " is not currently loaded" : " not found."), 1);
    }
    if (!users.isEmpty()) {
      boolean rmmod = start.startsWith("rmmod");
      return self.stderr()
          .println(
              "%sModule %s is in use%s"
                  .formatted(start, name, rmmod ? " by: " + String.join(" ", users) : "."),
              1);
    }
    if (!self.has(Capability.SYS_ADMIN)) {
      return self.stderr()
          .println(
              "rmmod: ERROR: could not remove module " + name + ": Operation not permitted", 1);
    }
    modules.unload(name);
    filterBridged(self, name, "0");
    return 0;
  }
}
