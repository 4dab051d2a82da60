package passerelle.sim.userland.iptables;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import passerelle.addr.Family;
import passerelle.kernel.Capability;
import passerelle.lab.LabDate;
import passerelle.sim.netlink.Nfnetlink;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Process;
import passerelle.sim.process.Toolset;
import passerelle.sim.userland.ipset.IpsetTool;

/** iptables and ip6tables with their companions as programs. */
public final class FirewallTools {
  private static final String HOME = "/usr/sbin";

  private FirewallTools() {}

  /** The tools of Debian's packages iptables, without the legacy variant, and ipset. */
  public static Toolset all() {
    BlockingProgram iptables = self -> Iptables.run(session(self), self.arguments()).finish(self);
    BlockingProgram save = self -> IptablesSave.run(session(self), self.arguments()).finish(self);
    BlockingProgram restore =
        self ->
            IptablesRestore.run(session(self), self.arguments(), name -> text(self, name))
                .finish(self);
    return Toolset.builder()
        .add(HOME, iptables, "iptables", "iptables-nft", "ip6tables", "ip6tables-nft")
        .add(HOME, save, "iptables-save", "iptables-nft-save", "ip6tables-save")
        .add(HOME, save, "ip6tables-nft-save")
        .add(HOME, restore, "iptables-restore", "iptables-nft-restore", "ip6tables-restore")
        .add(HOME, restore, "ip6tables-nft-restore")
        .add(HOME, new IpsetTool(), "ipset")
        .add(HOME, new Ufw(), "ufw")
        .add(HOME, new NetfilterPersistent(), "netfilter-persistent")
        .build();
  }

  private static IptablesSession session(Process self) {
    return session(self, self.name().replace("-nft", ""));
  }

  /** What a program needs to know that does as another one would. */
  static IptablesSession session(Process self, String program) {
    return new IptablesSession(
        Nfnetlink.of(self.netns()),
        program.startsWith("ip6") ? Family.IPV6 : Family.IPV4,
        program,
        self.has(Capability.NET_ADMIN),
        new LabNames(text(self, "/etc/hosts").orElse("")),
        ZonedDateTime.ofInstant(LabDate.at(self.now()), ZoneOffset.UTC));
  }

  /** A file's text, or standard input for the empty name. */
  private static Optional<String> text(Process self, String name) {
    if (name.isEmpty()) {
      return Optional.of(new String(self.stdin().readAll(), StandardCharsets.UTF_8));
    }
    return self.files().text(self.path(name));
  }
}
