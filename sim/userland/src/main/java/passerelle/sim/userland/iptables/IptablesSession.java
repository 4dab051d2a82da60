package passerelle.sim.userland.iptables;

import java.time.ZonedDateTime;
import passerelle.addr.Family;
import passerelle.netfilter.NameService;
import passerelle.sim.netlink.Nfnetlink;
import passerelle.sim.uapi.NfTables;

/**
 * What a run of one of the tools works with.
 *
 * @param netfilter the namespace's netfilter
 * @param family iptables or ip6tables
 * @param program the name by which the tool was called
 * @param mayAdminister whether the process has CAP_NET_ADMIN
 * @param names names for addresses and ports
 * @param now the lab's date
 */
public record IptablesSession(
    Nfnetlink netfilter,
    Family family,
    String program,
    boolean mayAdminister,
    NameService names,
    ZonedDateTime now) {

  NfTables rules() {
    return netfilter.rules(family);
  }

  /** Without the capability the kernel does not even tell the generation of the rules. */
  ToolRun refusal(ToolRun run) {
    return run.fail(
        4,
        program
            + " v1.8.11 (nf_tables): Could not fetch rule set generation id:"
            + " Permission denied (you must be root)");
  }
}
