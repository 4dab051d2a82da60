package passerelle.sim.uapi;

import java.util.List;
import java.util.OptionalLong;

/**
 * Which packets go into a class ({@code RTM_NEWTFILTER}).
 *
 * @param preference the lowest are asked first; 0 for one that the kernel chooses
 * @param table number that the kernel gives those of one preference
 * @param ip asks packets of IPv4 alone
 * @param keys what {@code u32} compares; all of them must hold
 * @param mark what {@code fw} asks; empty for {@code u32}
 * @param flow the class
 */
public record TrafficFilter(
    int preference, int table, boolean ip, List<Key> keys, OptionalLong mark, Handle flow) {

  /**
   * A comparison of 32 bits of a packet ({@code struct tc_u32_key}).
   *
   * @param at octets from the beginning of the packet
   */
  public record Key(int value, int mask, int at) {}

  /** The same with the numbers that it was given. */
  public TrafficFilter with(int chosen, int number) {
    return new TrafficFilter(chosen, number, ip, keys, mark, flow);
  }
}
