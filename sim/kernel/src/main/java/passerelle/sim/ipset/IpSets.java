package passerelle.sim.ipset;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import passerelle.sim.core.LabRandom;
import passerelle.sim.uapi.SetFault;
import passerelle.sim.uapi.SetOptions;
import passerelle.sim.uapi.SetType;

/** The sets of a namespace, each at the lowest index that was free ({@code struct ip_set_net}). */
public final class IpSets {
  private final LabRandom random;
  private final ToIntFunction<String> users;
  private final Map<Integer, IpSet> sets = new TreeMap<>();

  /**
   * None.
   *
   * @param random gives the start values of hashes
   * @param users how many rules name a set
   */
  public IpSets(LabRandom random, ToIntFunction<String> users) {
    this.random = random;
    this.users = users;
  }

  /** A start value for a new set's hash. */
  public int seed() {
    return random.nextInt();
  }

  public List<IpSet> all() {
    return List.copyOf(sets.values());
  }

  public Optional<IpSet> find(String name) {
    return sets.values().stream().filter(s -> s.name().equals(name)).findFirst();
  }

  /** The set of a name. */
  public IpSet get(String name) throws SetFault {
    return find(name).orElseThrow(() -> new SetFault(SetFault.Why.NO_SET));
  }

  /** How many rules name it. */
  public int references(IpSet set) {
    return users.applyAsInt(set.name());
  }

  /** Makes a set. */
  public void create(String name, SetType type, SetOptions options) throws SetFault {
    if (find(name).isPresent()) {
      throw new SetFault(SetFault.Why.SET_EXISTS);
    }
    int index = 0;
    while (sets.containsKey(index)) {
      index++;
    }
    sets.put(index, new IpSet(name, type, options));
  }

  /** Removes a set that no rule names. */
  public void destroy(String name) throws SetFault {
    IpSet set = get(name);
    if (references(set) > 0) {
      throw new SetFault(SetFault.Why.BUSY_DESTROY);
    }
    sets.values().remove(set);
  }

  /** Removes all sets, or none when a rule names one. */
  public void destroyAll() throws SetFault {
    if (sets.values().stream().anyMatch(set -> references(set) > 0)) {
      throw new SetFault(SetFault.Why.BUSY_DESTROY);
    }
    sets.clear();
  }

  /** Gives a set that no rule names another name. */
  public void rename(String from, String to) throws SetFault {
    IpSet set = get(from);
    if (references(set) > 0) {
      throw new SetFault(SetFault.Why.BUSY_RENAME);
    }
    if (find(to).isPresent()) {
      throw new SetFault(SetFault.Why.NEW_NAME_EXISTS);
    }
    set.rename(to);
  }

  /** Exchanges what two sets of one type contain; rules keep the names. */
  public void swap(String first, String second) throws SetFault {
    IpSet one = get(first);
    IpSet other = find(second).orElseThrow(() -> new SetFault(SetFault.Why.NO_SECOND_SET));
    if (one.type() != other.type()) {
      throw new SetFault(SetFault.Why.OTHER_TYPE);
    }
    one.rename(second);
    other.rename(first);
  }
}
