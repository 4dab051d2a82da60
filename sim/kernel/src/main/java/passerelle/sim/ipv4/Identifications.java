package passerelle.sim.ipv4;

import java.util.HashMap;
import java.util.Map;
import passerelle.addr.IpAddress;
import passerelle.sim.core.LabRandom;
import passerelle.sim.core.Machine;

/** Values for the identification field, which nobody shall guess (net/ipv4/route.c). */
public final class Identifications {
  private final Machine machine;
  private final LabRandom random;
  private final Map<Key, Bucket> buckets = new HashMap<>();

  /** Linux hashes the source, too, which follows from the destination but for rare cases. */
  private record Key(IpAddress destination, int protocol) {}

  private record Bucket(int last, long jiffy) {}

  Identifications(Machine machine, String netns) {
    this.machine = machine;
    random = machine.random().stream("ip-id/" + netns);
  }

  /** From where a socket counts that is connected ({@code inet_id}). */
  public int first() {
    return random.nextInt(0x10000);
  }

  /**
   * That of a packet of nobody, or of a socket that is not connected: each goes on from the last
   * one to the same destination, by no more than jiffies have passed ({@code ip_idents_reserve}).
   */
  public int next(IpAddress destination, int protocol) {
    Key key = new Key(destination, protocol);
    long now = machine.jiffies();
    Bucket before = buckets.computeIfAbsent(key, k -> new Bucket(first(), now));
    int passed = (int) Math.min(now - before.jiffy(), 0x10000);
    int id = before.last() + 1 + (passed > 0 ? random.nextInt(passed) : 0) & 0xffff;
    buckets.put(key, new Bucket(id, now));
    return id;
  }
}
