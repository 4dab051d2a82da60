package passerelle.sim.uapi;

import java.util.OptionalInt;
import passerelle.kernel.op.LinkKind;

/** What only a kind of device has to tell ({@code IFLA_INFO_DATA}, {@code fill_info}). */
public sealed interface LinkData {
  /** Of a kind that has nothing of its own. */
  record None() implements LinkData {}

  /**
   * Of a bridge.
   *
   * @param learned addresses that it has learned
   * @param ageingTime how long it remembers them, in nanoseconds
   */
  record Bridge(int learned, long ageingTime) implements LinkData {}

  /**
   * Of a device whose wire is a program.
   *
   * @param mode {@code tun} or {@code tap}
   * @param user number of the user who may open it
   * @param group that of the group
   */
  record Tun(String mode, OptionalInt user, OptionalInt group) implements LinkData {}

  /** Of a VLAN, by its identifier. */
  record Vlan(int id) implements LinkData {}

  /** Of a guest on another device's wire, by the word for how it reaches the others there. */
  record Macvlan(String mode) implements LinkData {}

  /**
   * Of a wire over UDP.
   *
   * @param settings what it was made with
   */
  record Vxlan(LinkKind.Vxlan settings) implements LinkData {}

  /** Of a guest that shares another device's address: the words for its mode and its flag. */
  record Ipvlan(String mode, String flag) implements LinkData {}
}
