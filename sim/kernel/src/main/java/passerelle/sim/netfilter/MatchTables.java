package passerelle.sim.netfilter;

import java.util.LinkedHashMap;
import java.util.Map;
import passerelle.netfilter.HashlimitMatch;
import passerelle.netfilter.RecentMatch;
import passerelle.sim.core.LabRandom;
import passerelle.sim.ipset.IpSets;

/**
 * What matches of one namespace remember from packet to packet and share: tables of {@code recent}
 * and {@code hashlimit} by name ({@code struct recent_net}, {@code struct hashlimit_net}).
 */
final class MatchTables {
  private final LabRandom random;
  private final Conntrack conntrack;
  private final IpSets sets;
  private final Map<String, RecentTable> recent = new LinkedHashMap<>();
  private final Map<String, HashlimitTable> hashlimit = new LinkedHashMap<>();

  MatchTables(LabRandom random, Conntrack conntrack, IpSets sets) {
    this.random = random;
    this.conntrack = conntrack;
    this.sets = sets;
  }

  LabRandom random() {
    return random;
  }

  Conntrack conntrack() {
    return conntrack;
  }

  /** The sets that {@code ipset} made. */
  IpSets sets() {
    return sets;
  }

  /** The table of a name, made by the first rule that names it ({@code recent_mt_check}). */
  RecentTable recent(RecentMatch match) {
    RecentTable table = recent.computeIfAbsent(match.name(), n -> new RecentTable(match.mask()));
    table.remember(match.hits());
    return table;
  }

  /** The table of a name, made by the first rule that names it ({@code htable_find_get}). */
  HashlimitTable hashlimit(HashlimitMatch match) {
    return hashlimit.computeIfAbsent(match.name(), n -> new HashlimitTable(match));
  }
}
