package passerelle.real.lab;

import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.files.Rendezvous;
import passerelle.real.sys.Libc;
import passerelle.real.sys.SystemCallFilter;
import passerelle.text.WordList;

/** What real mode needs of a machine and what it can use, looked at one by one. */
public final class Doctor {
  private static final List<String> PROGRAMS =
      WordList.of("unshare nsenter setsid setpriv mount bash ip bridge ss iptables");

  private static final List<String> USEFUL_PROGRAMS =
      WordList.of(
          """
          conntrack nft busybox ping traceroute tcpdump curl dig nc socat arping brctl netstat
          """);

  /** The modules that a thing tried out is in, where another name than its own loads it. */
  private static final String RULE_MODULES =
      "modprobe -a nf_tables nft_compat nft_chain_nat xt_MASQUERADE xt_addrtype xt_conntrack";

  private final Machine machine;
  private final Packages packages;

  Doctor(Machine machine) {
    this.machine = machine;
    this.packages = new Packages(machine);
  }

  /** The doctor for the machine that this program runs on. */
  public static Doctor ofThisMachine() {
    return new Doctor(Machine.thisOne());
  }

  /** Everything, in the order in which one would mend it. */
  public List<Finding> findings() {
    List<Finding> all = new ArrayList<>(needs());
    if (machine.isLinux()) {
      USEFUL_PROGRAMS.forEach(name -> all.add(program(name, false)));
    }
    return all;
  }

  /** Whether other terminals can join a lab, which on both kernels they find there. */
  public static Finding join(Rendezvous rendezvous) {
    String directory = rendezvous.directory().toString();
    try (Rendezvous.Meeting meeting = rendezvous.begin()) {
      return meeting.socket().isOpen()
          ? Finding.ok("join", directory)
          : Finding.optional("join", Said.of("without.join", directory), Optional.empty());
    } catch (IOException shut) {
      String reason = String.valueOf(shut.getMessage());
      String where = reason.contains(directory) ? reason : directory + ": " + reason;
      return Finding.optional("join", Said.of("without.join", where), Optional.empty());
    }
  }

  /** Whether real mode runs where this was found. */
  public static boolean canRun(List<Finding> findings) {
    return findings.stream().noneMatch(Finding::isMissing);
  }

  /** Why real mode does not run here, if it does not. */
  Optional<Refusal> refusal() {
    List<Finding> missing = needs().stream().filter(Finding::isMissing).toList();
    return missing.isEmpty() ? Optional.empty() : Optional.of(new Refusal(missing));
  }

  private List<Finding> needs() {
    if (!machine.isLinux()) {
      return List.of(
          Finding.missing("linux", Said.of("linux.other", machine.system()), Optional.empty()));
    }
    List<Finding> found = new ArrayList<>();
    found.add(Finding.ok("linux", machine.setting("kernel.osrelease").orElse("")));
    PROGRAMS.forEach(name -> found.add(program(name, true)));
    found.add(library("jna", Libc::getpid, Optional.empty()));
    found.add(
        library("libpcap", () -> NativeLibrary.getInstance("pcap"), packages.command("libpcap")));
    found.add(filter());
    boolean equipped = found.stream().noneMatch(Finding::isMissing);
    if (equipped) {
      found.addAll(tried(Trial.ofAnEnclosure()));
    } else {
      new Switches(machine).closed().ifPresent(found::add);
    }
    return found;
  }

  private Finding filter() {
    return SystemCallFilter.isKnown()
            && machine.setting("kernel.seccomp.actions_avail").orElse("errno").contains("errno")
        ? Finding.ok("seccomp", "")
        : Finding.missing("seccomp", Said.of("without.seccomp"), Optional.empty());
  }

  private Finding program(String name, boolean needed) {
    Optional<Path> file = machine.programs().apply(name);
    if (file.isPresent()) {
      return Finding.ok(name, file.get().toString());
    }
    Said without = Said.of("without." + name, name);
    Optional<String> remedy = packages.command(name);
    return needed
        ? Finding.missing(name, without, remedy)
        : Finding.optional(name, without, remedy);
  }

  private static Finding library(String name, Runnable use, Optional<String> remedy) {
    try {
      use.run();
      return Finding.ok(name, "");
    } catch (LinkageError e) {
      String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      return Finding.missing(name, Said.of("without." + name, reason), remedy);
    }
  }

  private List<Finding> tried(Trial trial) {
    if (trial.failure().isPresent()) {
      return List.of(new Switches(machine).explain(trial.failure().get()));
    }
    return List.of(
        Finding.ok("namespaces", "unshare --user"),
        need(trial, "veth", "modprobe veth"),
        need(trial, "bridges", "modprobe bridge"),
        need(trial, "netfilter", RULE_MODULES),
        need(trial, "br_netfilter", "modprobe br_netfilter"),
        use(trial, "overlayfs", "modprobe overlay"),
        use(trial, "nftrace", "modprobe nf_tables"));
  }

  private Finding need(Trial trial, String name, String command) {
    return trial
        .complaint(name)
        .map(why -> Finding.missing(name, Said.of("without." + name, why), remedy(command)))
        .orElseGet(() -> Finding.ok(name, ""));
  }

  private Finding use(Trial trial, String name, String command) {
    return trial
        .complaint(name)
        .map(why -> Finding.optional(name, Said.of("without." + name, why), remedy(command)))
        .orElseGet(() -> Finding.ok(name, ""));
  }

  private Optional<String> remedy(String command) {
    return Optional.of(machine.asAdministrator(command));
  }
}
