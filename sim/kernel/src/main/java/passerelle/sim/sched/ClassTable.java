package passerelle.sim.sched;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The classes of a queueing discipline in the order in which the kernel lists them: that of a hash
 * table which doubles as it fills ({@code struct Qdisc_class_hash}).
 */
final class ClassTable {
  private List<List<TrafficClass>> buckets = empty(4);

  private static List<List<TrafficClass>> empty(int size) {
    List<List<TrafficClass>> out = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      out.add(new ArrayList<>());
    }
    return out;
  }

  List<TrafficClass> all() {
    return buckets.stream().flatMap(List::stream).toList();
  }

  Optional<TrafficClass> find(int minor) {
    for (List<TrafficClass> bucket : buckets) {
      for (TrafficClass one : bucket) {
        if (one.name.minor() == minor && minor != 0) {
          return Optional.of(one);
        }
      }
    }
    return Optional.empty();
  }

  void add(TrafficClass one) {
    insert(one);
    if (all().size() * 4 > buckets.size() * 3) {
      List<TrafficClass> before = all();
      buckets = empty(buckets.size() * 2);
      before.forEach(this::insert);
    }
  }

  private void insert(TrafficClass one) {
    int id = one.name.major() << 16 | one.name.minor();
    id ^= id >>> 8;
    id ^= id >>> 4;
    buckets.get(id & buckets.size() - 1).add(0, one);
  }

  void remove(TrafficClass one) {
    buckets.forEach(bucket -> bucket.remove(one));
  }
}
