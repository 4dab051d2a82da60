package passerelle.sim.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class LongMapTest {
  /** Few keys that meet in the table, so that what is taken out leaves gaps among others. */
  @Property(tries = 300)
  void holdsWhatAMapHolds(
      @ForAll @Size(max = 80) List<@IntRange(min = -12, max = 12) Integer> keys) {
    LongMap<Integer> map = new LongMap<>();
    TreeMap<Long, Integer> model = new TreeMap<>();
    for (int i = 0; i < keys.size(); i++) {
      long key = Math.abs((long) keys.get(i)) << 34;
      if (keys.get(i) < 0) {
        map.remove(key);
        model.remove(key);
      } else {
        map.put(key, i);
        model.put(key, i);
      }
      for (long other = 0; other <= 12L << 34; other += 1L << 34) {
        assertEquals(model.getOrDefault(other, -1), map.get(other, -1));
      }
    }
    List<Integer> values = new ArrayList<>(map.values());
    values.sort(null);
    assertEquals(model.values().stream().sorted().toList(), values);
  }
}
