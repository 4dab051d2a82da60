package passerelle.sim.netlink;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import passerelle.addr.Family;
import passerelle.netfilter.Table;
import passerelle.sim.netfilter.Conntrack;
import passerelle.sim.netfilter.Netfilter;
import passerelle.sim.netns.Netns;
import passerelle.sim.uapi.ConntrackEvent;
import passerelle.sim.uapi.ConntrackStatistics;
import passerelle.sim.uapi.Flow;
import passerelle.sim.uapi.FlowChange;
import passerelle.sim.uapi.NewFlow;
import passerelle.sim.uapi.NfTables;
import passerelle.sim.uapi.NftTraceEvent;
import passerelle.sim.uapi.Nftables;
import passerelle.sim.uapi.TableInfo;

/**
 * Netfilter as programs see it (net/netfilter/nfnetlink.c): rules by nf_tables, connections by
 * ctnetlink.
 */
public record Nfnetlink(Netfilter netfilter) {
  /** That of a namespace. */
  public static Nfnetlink of(Netns netns) {
    return new Nfnetlink(netns.netfilter());
  }

  /** The rules of iptables or ip6tables, to be changed by names and numbers. */
  public NfTables rules(Family family) {
    return netfilter.rules(family);
  }

  /** The tables that are not iptables'. */
  public Nftables nftables() {
    return netfilter.nftables();
  }

  /** The tables of iptables, of both families, in the order in which they were made. */
  public List<TableInfo> tables() {
    List<TableInfo> out = new ArrayList<>();
    for (Family family : Family.values()) {
      for (Table table : Table.values()) {
        netfilter.rules(family).table(table).ifPresent(t -> out.add(t.info(family)));
      }
    }
    out.sort(Comparator.comparingLong(TableInfo::handle));
    return out;
  }

  /** The sets that rules may ask, to be changed by name. */
  public IpsetNetlink sets() {
    return new IpsetNetlink(netfilter);
  }

  private Conntrack conntrack() {
    return netfilter.conntrack();
  }

  /** The connections, the oldest first ({@code ctnetlink_dump_table}). */
  public List<Flow> flows() {
    return conntrack().connections().stream().map(c -> c.flow(netfilter.now())).toList();
  }

  /** Forgets connections, because a process asks for it ({@code ctnetlink_del_conntrack}). */
  public void delete(int pid, Collection<Flow> flows) {
    Set<Long> ids = flows.stream().map(Flow::id).collect(Collectors.toSet());
    conntrack().removeFor(pid, connection -> ids.contains(connection.id()));
  }

  /**
   * Makes a connection ({@code ctnetlink_new_conntrack}).
   *
   * @return false when there is one with such a tuple
   */
  public boolean create(int pid, NewFlow flow, FlowChange told) {
    return conntrack().create(pid, flow, told);
  }

  /** Changes connections. */
  public void change(int pid, Collection<Flow> flows, FlowChange told) {
    Set<Long> ids = flows.stream().map(Flow::id).collect(Collectors.toSet());
    conntrack().change(pid, connection -> ids.contains(connection.id()), told);
  }

  /** Forgets them all. */
  public void flush(int pid) {
    conntrack().removeFor(pid, connection -> true);
  }

  /** {@code IPCTNL_MSG_CT_GET_STATS}. */
  public int count() {
    return conntrack().count();
  }

  /** {@code IPCTNL_MSG_CT_GET_STATS_CPU}. */
  public ConntrackStatistics statistics() {
    return conntrack().counters().statistics();
  }

  /**
   * Has somebody hear of each connection that comes, changes or goes.
   *
   * @return to be run by whoever has heard enough
   */
  public Runnable listen(Consumer<ConntrackEvent> listener) {
    return conntrack().events().listen(listener);
  }

  /**
   * Has somebody hear of what rules do with packets that are watched ({@code NFNLGRP_NFTRACE}).
   *
   * @return to be run by whoever has heard enough
   */
  public Runnable listenToTraces(Consumer<NftTraceEvent> listener) {
    return netfilter.tracing().listen(listener);
  }
}
