package passerelle.sim.netlink;

import java.util.List;
import java.util.Optional;
import passerelle.sim.ipset.IpSet;
import passerelle.sim.ipset.IpSets;
import passerelle.sim.ipset.SetEntry;
import passerelle.sim.netfilter.Netfilter;
import passerelle.sim.uapi.SetContents;
import passerelle.sim.uapi.SetElement;
import passerelle.sim.uapi.SetFault;
import passerelle.sim.uapi.SetInfo;
import passerelle.sim.uapi.SetMember;
import passerelle.sim.uapi.SetOptions;
import passerelle.sim.uapi.SetType;

/** Sets, changed and listed by their names (net/netfilter/ipset/ip_set_core.c). */
public final class IpsetNetlink {
  private final Netfilter netfilter;

  IpsetNetlink(Netfilter netfilter) {
    this.netfilter = netfilter;
  }

  private IpSets sets() {
    return netfilter.sets();
  }

  private static SetInfo info(IpSet set) {
    return new SetInfo(set.name(), set.type(), set.options());
  }

  /** What is in the set of a name. */
  public SetContents contents(String name) throws SetFault {
    IpSet set = sets().get(name);
    long now = netfilter.now();
    return new SetContents(
        set.hashSize(),
        set.memory(now),
        sets().references(set),
        set.entries(now).stream().map(entry -> entry.element(now)).toList());
  }

  /** A start value for a new set's hash. */
  public int seed() {
    return sets().seed();
  }

  /** All sets, by their indices. */
  public List<SetInfo> list() {
    return sets().all().stream().map(IpsetNetlink::info).toList();
  }

  /** The set of a name, where there is one. */
  public Optional<SetInfo> find(String name) {
    return sets().find(name).map(IpsetNetlink::info);
  }

  /** The set of a name. */
  public SetInfo get(String name) throws SetFault {
    return info(sets().get(name));
  }

  /** Makes a set. */
  public void create(String name, SetType type, SetOptions options) throws SetFault {
    sets().create(name, type, options);
  }

  /** Removes a set that no rule names. */
  public void destroy(String name) throws SetFault {
    sets().destroy(name);
  }

  /** Removes all sets, or none when a rule names one. */
  public void destroyAll() throws SetFault {
    sets().destroyAll();
  }

  /** Gives a set that no rule names another name. */
  public void rename(String from, String to) throws SetFault {
    sets().rename(from, to);
  }

  /** Exchanges what two sets of one type contain; rules keep the names. */
  public void swap(String first, String second) throws SetFault {
    sets().swap(first, second);
  }

  /** Empties a set. */
  public void flush(String name) throws SetFault {
    sets().get(name).flush();
  }

  /** Empties all sets. */
  public void flushAll() {
    sets().all().forEach(IpSet::flush);
  }

  /** Puts a member in; one that is there is replaced when {@code again} says so. */
  public void add(String name, SetElement element, boolean again) throws SetFault {
    long now = netfilter.now();
    sets().get(name).add(new SetEntry(element, now), again, now);
  }

  /** Takes a member out. */
  public void delete(String name, SetMember member) throws SetFault {
    sets().get(name).delete(member, netfilter.now());
  }

  /** Whether a set holds a host, or a network itself. */
  public boolean test(String name, SetMember member) throws SetFault {
    return sets().get(name).find(member, netfilter.now()).filter(e -> !e.isException()).isPresent();
  }
}
